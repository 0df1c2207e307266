import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { EnablementsService } from '../enablement/enablements.service';
import { DeliveriesService } from './deliveries.service';
import { type Claimed, DeliveryClaims, type Head, leaseMillis } from './delivery-claims';
import { DeliveryWork } from './delivery-work';

/** Lanes of one plugin that this node works on at once: a plugin that is slow has its own slots, and nobody else's. */
const slotsEach = 4;
/** Events of one lane in a row, before the others of the plugin have their turn. */
const inARow = 20;
/** A look now and then, for what another node left behind. Milliseconds. */
const lookEvery = 30_000;
/** Between two looks, when they take long. Milliseconds. */
const longestRest = 500;
/** So long waits what is due for a plugin that is enabled but cannot run as it is. Milliseconds. */
const holdFor = 60_000;

/** Delivers what is due: woken by the commit that added it, by the time of the next, or by a look now and then. */
@Injectable()
export class DeliveryRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('deliveries');
  /** Serial of what is being delivered → the plugin whose slot it takes. */
  private readonly running = new Map<number, string>();
  private readonly lanes = new Set<Promise<void>>();
  private looking?: Promise<void>;
  private lookAgain = false;
  /** Of `performance.now()`. */
  private restUntil = 0;
  private stopped = false;
  private timer?: NodeJS.Timeout;
  private lease?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly claims: DeliveryClaims,
    private readonly deliveries: DeliveriesService,
    private readonly enablements: EnablementsService,
    private readonly work: DeliveryWork,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // SQLite is for one node, so what is held was held by a process that is gone.
    if (!this.database.isPostgres) await this.claims.release();
    this.deliveries.wake = () => this.wake();
    this.lease = setInterval(() => void this.extendLeases(), leaseMillis / 3);
    this.lease.unref();
    this.wake();
  }

  /** Takes nothing more, and waits for what is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.lanes);
    clearInterval(this.lease);
  }

  private wake(): void {
    if (this.stopped) return;
    if (this.looking) this.lookAgain = true;
    else if (this.restUntil > performance.now()) this.sleep(this.restUntil - performance.now());
    else this.looking = this.look();
  }

  private async look(): Promise<void> {
    let wait = lookEvery;
    this.lookAgain = false;
    try {
      wait = await this.fill();
    } catch (error) {
      this.logger.warn(`Deliveries could not be read: ${(error as Error).name}. Trying again in ${lookEvery / 1000} s.`);
    }
    this.looking = undefined;
    if (this.lookAgain) this.wake();
    else this.sleep(wait);
  }

  private sleep(wait: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => this.wake(), wait);
    this.timer.unref();
  }

  /** @returns milliseconds until the next is due, of those who have a slot for it: the others are woken by a slot that becomes free */
  private async fill(): Promise<number> {
    let wait = lookEvery;
    const began = performance.now();
    const heads = await this.claims.heads();
    // Thousands of conversations may wait for a plugin that is away: looking at them takes a tenth of the time at most.
    this.restUntil = performance.now() + Math.min(longestRest, 9 * (performance.now() - began));
    for (const head of heads) {
      const until = head.runAt - this.clock.millis();
      if (until > 0) wait = Math.min(wait, until);
      else if (this.free(head) > 0 && !this.stopped) await this.take(head);
    }
    return wait;
  }

  private async take(head: Head): Promise<void> {
    const enabled = await this.enablements.of(head.workspaceId);
    if (!enabled.some(({ id }) => id === head.pluginId)) {
      const rows = await this.enablements.rows(head.workspaceId);
      const wanted = rows.some((row) => row.pluginId === head.pluginId && row.enabled);
      return wanted ? this.claims.hold(head, holdFor) : this.claims.abandon(head);
    }
    const claimed = await this.claims.claim(head.workspaceId, head.pluginId, this.free(head));
    for (const delivery of claimed) {
      this.running.set(delivery.serial, keyOf(head));
      const lane = this.follow(delivery).finally(() => {
        this.lanes.delete(lane);
        this.wake();
      });
      this.lanes.add(lane);
    }
    // There may be more than there were slots, or something may have become due meanwhile.
    if (claimed.length) this.lookAgain = true;
  }

  /** Delivers one after the other of a lane. */
  private async follow(first: Claimed): Promise<void> {
    let current: Claimed | undefined = first;
    for (let count = 1; current; count++) {
      const { serial } = current;
      const key = keyOf(current);
      try {
        const settlement = await this.work.deliver(current);
        current = await this.claims.settle(current, settlement, count < inARow && !this.stopped);
      } catch (error) {
        // If this could not be written, the lease runs out and the event is delivered again.
        this.logger.warn(`${key}: ${(error as Error).name}. The event comes again.`);
        current = undefined;
      }
      this.running.delete(serial);
      if (current) this.running.set(current.serial, key);
    }
  }

  private free(head: Pick<Head, 'workspaceId' | 'pluginId'>): number {
    const key = keyOf(head);
    return slotsEach - [...this.running.values()].filter((one) => one === key).length;
  }

  private async extendLeases(): Promise<void> {
    if (this.running.size) await this.claims.extend([...this.running.keys()]).catch(() => undefined);
  }
}

const keyOf = ({ workspaceId, pluginId }: Pick<Head, 'workspaceId' | 'pluginId'>) => `${workspaceId}/${pluginId}`;
