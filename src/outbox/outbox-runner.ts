import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { reasonOf } from './back-off';
import { JobStore, leaseMillis, type ClaimedJob } from './job-store';
import { OutboxService, type JobPayload } from './outbox.service';

/** How many jobs run at once on this node. */
const slots = 8;
/** A look at the table now and then, for what another node left behind. */
const lookEvery = 30_000;

/** Does the jobs: woken by the commit that added one, by the time of the next, or by a look now and then. */
@Injectable()
export class OutboxRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('outbox');
  private readonly running = new Map<string, Promise<void>>();
  private looking?: Promise<void>;
  private lookAgain = false;
  private stopped = false;
  private timer?: NodeJS.Timeout;
  private lease?: NodeJS.Timeout;

  constructor(
    private readonly jobs: JobStore,
    private readonly outbox: OutboxService,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.wake = () => this.wake();
    this.lease = setInterval(() => void this.extendLeases(), leaseMillis / 3);
    this.lease.unref();
    this.wake();
  }

  /** Takes no more jobs, and waits for those under way; what does not finish in time runs again after the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.running.values());
    clearInterval(this.lease);
  }

  isRunning(id: string): boolean {
    return this.running.has(id);
  }

  private wake(): void {
    if (this.stopped) return;
    if (this.looking) this.lookAgain = true;
    else this.looking = this.look();
  }

  private async look(): Promise<void> {
    let wait = lookEvery;
    try {
      do {
        this.lookAgain = false;
        await this.fill();
      } while (this.lookAgain && !this.stopped);
      wait = Math.min((await this.jobs.nextIn(this.outbox.kinds)) ?? lookEvery, lookEvery);
    } catch (error) {
      this.logger.warn(`The outbox could not be read: ${reasonOf(error)}. Trying again in ${lookEvery / 1000} s.`);
    }
    this.looking = undefined;
    if (this.lookAgain) this.wake();
    else this.sleep(wait);
  }

  private async fill(): Promise<void> {
    const free = slots - this.running.size;
    const { kinds } = this.outbox;
    if (free <= 0 || !kinds.length || this.stopped) return;
    if ((await this.jobs.nextIn(kinds)) !== 0) return;
    const claimed = await this.jobs.claim(kinds, free);
    for (const job of claimed) {
      const done = this.run(job).finally(() => {
        this.running.delete(job.id);
        this.wake();
      });
      this.running.set(job.id, done);
    }
  }

  private sleep(wait: number): void {
    clearTimeout(this.timer);
    // All slots taken: the first that finishes wakes.
    if (this.stopped || this.running.size >= slots) return;
    this.timer = setTimeout(() => this.wake(), wait);
    this.timer.unref();
  }

  private async run(job: ClaimedJob): Promise<void> {
    try {
      const { id, workspaceId, attempts } = job;
      await this.outbox.handlerOf(job.kind)?.(JSON.parse(job.payload) as JobPayload, { id, workspaceId, attempts });
      await this.jobs.done(job);
    } catch (error) {
      this.logger.warn(`${job.kind}: attempt ${job.attempts} failed: ${reasonOf(error)}.`);
      // If this cannot be written either, the lease runs out and the job is tried again.
      await this.jobs.failed(job, error).catch(() => undefined);
    }
  }

  private async extendLeases(): Promise<void> {
    if (this.running.size) await this.jobs.extend([...this.running.keys()]).catch(() => undefined);
  }
}
