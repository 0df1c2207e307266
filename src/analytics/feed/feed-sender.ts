import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EventBus } from '../../events/event-bus';
import { PluginFailure } from '../../plugin-host/plugin-host.types';
import { FeedRun } from './feed-run';
import { FeedStore, type ClaimedFeed } from './feed-store';
import { FeedWriter } from './feed-writer';
import { FeedWithdrawal } from './feed-withdrawal';

/** A look at the table now and then, for what another node left behind. */
const lookEvery = 30_000;

/** Sends what waits for providers of analytics: some seconds after it was counted, and later again if that fails. */
@Injectable()
export class FeedSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('analytics');
  private readonly running = new Set<Promise<void>>();
  private timer?: NodeJS.Timeout;
  private wakesAt = Infinity;
  private stopped = false;

  constructor(
    private readonly store: FeedStore,
    private readonly run: FeedRun,
    private readonly writer: FeedWriter,
    private readonly withdrawal: FeedWithdrawal,
    events: EventBus,
  ) {
    for (const name of ['consent.changed', 'standing.changed'] as const)
      events.on(name, ({ workspaceId, subjectId }) => this.withdrawal.check(workspaceId, subjectId));
    events.on('plugin.configured', ({ workspaceId, pluginId }) => this.withdrawal.checkPlugin(workspaceId, pluginId));
  }

  onApplicationBootstrap(): void {
    this.writer.wake = (millis) => this.wake(millis);
    this.wake(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(this.running);
  }

  private wake(millis: number): void {
    const at = Date.now() + millis;
    if (this.stopped || at >= this.wakesAt) return;
    clearTimeout(this.timer);
    this.wakesAt = at;
    this.timer = setTimeout(() => void this.look(), millis).unref();
  }

  private async look(): Promise<void> {
    this.wakesAt = Infinity;
    try {
      if ((await this.store.nextIn()) === 0) for (const feed of await this.store.claim()) this.begin(feed);
      this.wake(Math.min(lookEvery, (await this.store.nextIn()) ?? lookEvery));
    } catch (error) {
      this.logger.warn(`Events could not be read: ${(error as Error).name}.`);
      this.wake(lookEvery);
    }
  }

  private begin(feed: ClaimedFeed): void {
    const done: Promise<void> = this.send(feed).finally(() => {
      this.running.delete(done);
      this.wake(0);
    });
    this.running.add(done);
  }

  private async send(feed: ClaimedFeed): Promise<void> {
    try {
      await this.run.all(feed, () => this.stopped);
      await this.store.done(feed);
    } catch (error) {
      const reason = error instanceof PluginFailure ? error.trouble : (error as Error).name;
      this.logger.warn(`${feed.pluginId}: attempt ${feed.attempts} failed: ${reason}. What waits is sent later.`);
      // If this cannot be written either, the lease runs out and somebody tries again.
      await this.store.failed(feed).catch(() => undefined);
    }
  }
}
