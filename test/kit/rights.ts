import { ErasureService } from '../../src/privacy/erasure/erasure.service';
import { ExportService } from '../../src/privacy/export/export.service';
import type { Person } from '../../src/privacy/privacy.types';
import type { RunningApp } from './app';
import { unzip } from './archive';
import { until } from './until';

export const erasuresOf = ({ app }: Pick<RunningApp, 'app'>) => app.get(ErasureService, { strict: false });
export const exportsOf = ({ app }: Pick<RunningApp, 'app'>) => app.get(ExportService, { strict: false });

/** Erases somebody, and waits for the end. @returns the erasure's identifier */
export async function erase(server: RunningApp, person: Person): Promise<string> {
  const id = await erasuresOf(server).begin(person);
  await until('the erasure is complete', async () => (await erasuresOf(server).state(id)).state === 'complete');
  return id;
}

/** Has everything exported, and fetches it as a browser would. @returns path → bytes */
export async function exported(server: RunningApp, person: Person, language = 'en'): Promise<Map<string, Buffer>> {
  const id = await exportsOf(server).begin(person, language);
  await until('the export is ready', async () => (await exportsOf(server).find(id)).state === 'ready');
  const { path } = await exportsOf(server).ticket(person, id);
  const answer = await fetch(`${server.url}${path}`);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return unzip(Buffer.from(await answer.arrayBuffer()));
}

/** The records of a kind in an export: their values. */
export function recordsIn<Values = Record<string, unknown>>(
  files: Map<string, Buffer>,
  kind: string,
): { values: Values; sources: Record<string, string> }[] {
  const file = files.get(`data/${kind}.json`);
  if (!file) throw new Error(`No data/${kind}.json in the export: ${[...files.keys()].join(', ')}`);
  return JSON.parse(file.toString()) as { values: Values; sources: Record<string, string> }[];
}
