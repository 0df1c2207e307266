import type { Challenge } from '../proof/solve';
import { registry, type Shell } from '../shell';
import { requestJson } from '../transport/http';

/** A solved challenge of the server; what solves it is brought only now. */
export async function prove({ base, key, load }: Shell): Promise<string> {
  const place = registry.get()!;
  if (!place.solve) await load('proof');
  return place.solve!(await requestJson<Challenge>(`${base}/widget/v1/challenge?website=${encodeURIComponent(key)}`, undefined));
}
