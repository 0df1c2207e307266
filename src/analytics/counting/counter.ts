import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { FeedWriter } from '../feed/feed-writer';
import { CounterStore } from './counter-store';
import { happeningsBetween } from './happenings';
import { Settled } from './settled';

/** Messages that are counted together: half a millisecond of work, so that nobody's message waits noticeably behind it. */
const chunk = 50;
/** Milliseconds for which messages go first before the next of them. */
const between = 5;
/** Milliseconds after which the last few are counted, too. */
const soon = 2_000;
/** Milliseconds that a page waits at most for what is not counted yet. */
const patience = 1_000;
/** Milliseconds before the second look, where one is not enough; then twice as many each time. */
const lookAgain = 20;

/**
 * Counts what stands in the threads, shortly after it was written, in the order of writing. How far it got is written in the
 * same transaction as the counters, and only by whoever still finds it where they began: a killed process or a second node
 * counts nothing twice and leaves nothing out. Writers of messages never wait for it.
 */
@Injectable()
export class Counter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('statistics');
  private readonly settled: Settled;
  private running?: Promise<void>;
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly store: CounterStore,
    private readonly feed: FeedWriter,
    events: EventBus,
  ) {
    this.settled = new Settled(database);
    events.on('message.posted', () => this.later());
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Settles when what was on disk at the time of the call is counted, or after a second. */
  async catchUp(): Promise<void> {
    const tired = new AbortController();
    const all = this.running ? this.running.then(() => this.start()) : this.start();
    await Promise.race([all, pause(patience, undefined, { signal: tired.signal, ref: false }).catch(() => undefined)]);
    tired.abort();
  }

  private later(): void {
    if (!this.stopped) this.timer ??= setTimeout(() => void this.start(), soon).unref();
  }

  private start(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.running ??= this.countAll(between)
      .catch((error: Error) => {
        this.logger.warn(`Messages will be counted later: ${error.message}`);
        this.later();
      })
      .finally(() => (this.running = undefined)));
  }

  /** Counts everything that nobody was counting yet. @param rest milliseconds between two pieces of it */
  async countAll(rest = 0): Promise<void> {
    for (let wait = lookAgain; !this.stopped; wait = Math.min(2 * wait, soon)) {
      const { upTo, waiting } = await this.settled.look();
      while (!this.stopped && (await this.countSome(upTo))) await (rest ? pause(rest) : new Promise(setImmediate));
      if (!waiting) return;
      await pause(wait, undefined, { ref: false });
    }
  }

  /** @returns whether there may be more */
  private async countSome(upTo: number): Promise<boolean> {
    const from = await this.store.place();
    if (from >= upTo) return false;
    const { happenings, last, more } = await happeningsBetween(this.database, from, upTo, chunk);
    const reached = more ? last : upTo;
    const receivers = await this.feed.receivers(happenings);
    await this.database.maintain(async (tx) => {
      if (!(await this.store.advance(tx, from, reached))) return;
      await this.store.count(tx, happenings);
      await this.feed.write(tx, happenings, receivers);
    });
    return more;
  }
}
