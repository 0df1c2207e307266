import type { Call } from './plugin';

/**
 * Runs every `schedule.minutes` of the manifest, on one node at a time.
 *
 * ```ts
 * scheduledJob: { run: async () => void (await refreshCatalogue()) }
 * ```
 */
export interface ScheduledJob {
  run(what: Record<string, never>, call: Call): Promise<void>;
}
