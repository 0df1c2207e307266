import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import type { PluginEventName } from '../../plugin-api';
import { EnablementsService } from '../enablement/enablements.service';
import { DeliveryStore, type NewDelivery } from './delivery-store';

/** Something that happened, for the plugins that want to hear of it. Identifiers only. */
export interface PluginNews {
  workspaceId: string;
  name: PluginEventName;
  /** Events with the same lane arrive in order: the conversation, or the visitor if it is about none. */
  lane: string;
  ids: Record<string, string>;
}
export interface DeadDelivery {
  id: string;
  event: string;
  at: Date;
  attempts: number;
  trouble: string | null;
}

/** Where else something waits that a plugin refused. */
export interface DeadSource {
  dead(workspaceId: string, pluginId: string, limit: number): Promise<DeadDelivery[]>;
  count(workspaceId: string, pluginId: string): Promise<number>;
  /** @returns how many are sent again */
  retry(workspaceId: string, pluginId: string, id?: string): Promise<number>;
}

/** Brings events to plugins: written with the change itself, delivered afterwards, at least once. */
@Injectable()
export class DeliveriesService {
  /** Set by the runner: there may be something to do. */
  wake: () => void = () => undefined;
  private readonly sources: DeadSource[] = [];

  constructor(
    private readonly database: Database,
    private readonly store: DeliveryStore,
    private readonly enablements: EnablementsService,
    private readonly clock: Clock,
  ) {}

  /** Whether any plugin of these workspaces hears of events at all: the hot path asks before it makes any. */
  async wanted(workspaceIds: Iterable<string>): Promise<boolean> {
    for (const workspaceId of new Set(workspaceIds))
      if ((await this.enablements.of(workspaceId)).some(({ manifest }) => manifest.provides.includes('eventHandler')))
        return true;
    return false;
  }

  /** Adds news to what the transaction does; where no plugin listens, it does nothing. */
  async add(tx: Transaction, news: readonly PluginNews[]): Promise<void> {
    const rows: NewDelivery[] = [];
    const at = this.clock.millis();
    for (const workspaceId of new Set(news.map((one) => one.workspaceId))) {
      for (const { id: pluginId, manifest } of await this.enablements.of(workspaceId)) {
        if (!manifest.provides.includes('eventHandler')) continue;
        for (const { workspaceId: of, name: event, lane, ids } of news)
          if (of === workspaceId && manifest.events.includes(event))
            rows.push({ id: newId(at), workspaceId, pluginId, lane, event, ids: JSON.stringify(ids), at });
      }
    }
    if (!rows.length) return;
    await this.store.add(tx, rows);
    tx.afterCommit(() => this.wake());
  }

  /** Rooms that bring things to plugins in a way of their own: what a plugin refused for good waits in the same place. */
  addSource(source: DeadSource): void {
    this.sources.push(source);
  }

  /** What was given up, the newest first. */
  async dead(workspaceId: string, pluginId: string, limit = 100): Promise<DeadDelivery[]> {
    const ours = await this.store.dead(workspaceId, pluginId, limit);
    const theirs = await Promise.all(this.sources.map((source) => source.dead(workspaceId, pluginId, limit)));
    return [...ours, ...theirs.flat()].sort((a, b) => +b.at - +a.at).slice(0, limit);
  }

  /** How many are on their way, and how many were given up. */
  async counts(workspaceId: string, pluginId: string): Promise<{ waiting: number; dead: number }> {
    const { waiting, dead } = await this.store.counts(workspaceId, pluginId);
    const theirs = await Promise.all(this.sources.map((source) => source.count(workspaceId, pluginId)));
    return { waiting, dead: theirs.reduce((sum, count) => sum + count, dead) };
  }

  /**
   * Sends again what was given up: all of it, or one. It goes to the front of its lane.
   * @returns how many
   */
  async retry(workspaceId: string, pluginId: string, id?: string): Promise<number> {
    const ours = await this.database.transaction(async (tx) => {
      const count = await this.store.revive(tx, workspaceId, pluginId, id);
      if (count) tx.afterCommit(() => this.wake());
      return count;
    });
    const theirs = await Promise.all(this.sources.map((source) => source.retry(workspaceId, pluginId, id)));
    return theirs.reduce((sum, count) => sum + count, ours);
  }
}
