import { setTimeout as wait } from 'node:timers/promises';
import type { RunningApp } from './app';
import { count } from './rows';

/** Waits until it is so, however slow the machine is; says what it waited for if that never comes. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, patienceMillis = 60_000): Promise<void> {
  const end = Date.now() + patienceMillis;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await wait(10);
  }
}

/** Waits until no event is on its way to a plugin: each was delivered, refused or given up. */
export const delivered = (server: RunningApp): Promise<void> =>
  until(
    'every event is delivered',
    async () => !(await count(server, 'plugin_delivery', "state <> 'dead' AND event <> 'schedule'")),
  );
