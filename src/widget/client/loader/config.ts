import type { Config } from '../shell';
import type { Tag } from './tag';

/** Seconds between attempts; after them the page stays without a chat until it is loaded again. */
const patient = [3, 10, 30, 60];

/** The one request before the visitor acts. It carries no identifier and no cookie. */
export async function fetchConfig({ base, key, language }: Tag, pauses = patient): Promise<Config> {
  const query = new URLSearchParams({ website: key, language });
  for (const pause of [...pauses, 0]) {
    try {
      const cache = pauses === patient ? 'default' : 'no-cache';
      const response = await fetch(`${base}/widget/v1/config?${query}`, { credentials: 'omit', referrerPolicy: 'origin', cache });
      if (response.ok) return (await response.json()) as Config;
      const { error } = (await response.json()) as { error: { message: string } };
      if (response.status < 429) throw new Refused(error.message);
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
  }
  throw new Refused('The chat server cannot be reached.');
}

/** Waiting does not help: the key or the domain is wrong. */
class Refused extends Error {}
