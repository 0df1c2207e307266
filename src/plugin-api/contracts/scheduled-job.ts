import type { ScheduledJob } from '../scheduled-job';
import { describeMoods, newCall, wellAgain, type Make, type Moods } from './contract';

/**
 * Every scheduled job passes this.
 *
 * ```ts
 * scheduledJobContract(() => factory(context).scheduledJob, { schedule: manifest.schedule });
 * ```
 */
export function scheduledJobContract(
  make: Make<ScheduledJob>,
  { schedule, vendor }: { schedule: { minutes: number } | undefined; vendor?: Moods },
): void {
  describe('the contract of a scheduled job', () => {
    wellAgain(vendor);

    it('says in the manifest how often it runs', () => {
      expect(Number.isInteger(schedule?.minutes)).toBe(true);
      expect(schedule!.minutes).toBeGreaterThan(0);
    });

    it('runs, and again under the same call after a crash', async () => {
      const job = await make();
      const call = newCall();
      await job.run({}, call);
      await job.run({}, call);
    });

    describeMoods(make, vendor, (job, call) => job.run({}, call));
  });
}
