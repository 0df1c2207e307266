import type { KeptLine } from '../../src/data-map/ages';
import { Purge } from '../../src/privacy/retention/purge.service';
import type { Taken } from '../../src/privacy/retention/purge.types';
import { RetentionSchedule } from '../../src/privacy/retention/retention-schedule.service';
import type { RetentionRun } from '../../src/privacy/retention/retention-run.entity';
import type { RunningApp } from './app';
import type { Shop } from './shop';
import { until } from './until';

export const day = 86_400_000;

export const purgeOf = ({ app }: Pick<RunningApp, 'app'>) => app.get(Purge, { strict: false });
export const scheduleOf = ({ app }: Pick<RunningApp, 'app'>) => app.get(RetentionSchedule, { strict: false });

/** Owner Olu keeps something for some days; null: until it is erased. */
export const keepFor = (
  server: RunningApp,
  shop: Shop,
  line: KeptLine,
  days: number | null,
  websiteId: string | null = null,
): Promise<void> => scheduleOf(server).choose(shop.as('Olu'), { line, websiteId, days, reason: 'service' });

/** Purges a workspace, and waits for the end. */
export async function purge(server: RunningApp, { workspaceId }: Shop): Promise<RetentionRun> {
  const id = await purgeOf(server).begin(workspaceId, true);
  const found = async () => (await purgeOf(server).runs(workspaceId, 100)).find((run) => run.id === id)!;
  await until('the purge is done', async () => (await found()).state === 'done');
  return found();
}

export const takenBy = ({ taken }: RetentionRun): Taken => JSON.parse(taken) as Taken;
