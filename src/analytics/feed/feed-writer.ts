import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import type { Transaction } from '../../database/transaction';
import { PluginsService } from '../../plugin-host/plugins.service';
import { AnalyticsEvent } from '../analytics-event.entity';
import type { Happening } from '../counting/happenings';

/** Workspace → the plugins that get its events. */
export type Receivers = Map<string, string[]>;

/** What is older was written before a plugin could have got it, and concerns nobody's statistics of today. */
const oldest = 3 * 86_400_000;

/** Lays events ready for providers of analytics, in the transaction that counts them: none is lost, none comes twice. */
@Injectable()
export class FeedWriter {
  /** Milliseconds for which events are gathered before they are sent together; tests have less patience. */
  gatherMillis = 5_000;
  /** Milliseconds. */
  private lastId = 0;
  /** Set by the sender: there is something to do soon. */
  wake: (millis: number) => void = () => undefined;

  constructor(
    private readonly plugins: PluginsService,
    private readonly clock: Clock,
  ) {}

  async receivers(happenings: readonly Happening[]): Promise<Receivers> {
    const receivers: Receivers = new Map();
    for (const workspaceId of new Set(happenings.map((happening) => happening.workspaceId))) {
      const plugins = await this.plugins.providing(workspaceId, 'analyticsSink');
      if (plugins.length)
        receivers.set(
          workspaceId,
          plugins.map(({ id }) => id),
        );
    }
    return receivers;
  }

  async write(tx: Transaction, happenings: readonly Happening[], receivers: Receivers): Promise<void> {
    if (!receivers.size) return;
    const since = this.clock.millis() - oldest;
    const feeds = new Map<string, [workspaceId: string, pluginId: string]>();
    const events: AnalyticsEvent[] = [];
    for (const happening of happenings) {
      if (happening.withheld || happening.at < since) continue;
      const { workspaceId, websiteId, visitorId } = happening;
      for (const pluginId of receivers.get(workspaceId) ?? []) {
        feeds.set(`${workspaceId}/${pluginId}`, [workspaceId, pluginId]);
        for (const { name, ...facts } of eventsOf(happening)) {
          const properties = JSON.stringify({ website: websiteId, ...facts });
          const at = new Date(happening.at);
          events.push({ id: this.nextId(), workspaceId, pluginId, websiteId, visitorId, name, properties, at, refusal: null });
        }
      }
    }
    for (let from = 0; from < events.length; from += 500) await tx.manager.insert(AnalyticsEvent, events.slice(from, from + 500));
    // Always in the same order, so that two nodes never wait for each other.
    for (const key of [...feeds.keys()].sort()) await this.note(tx, ...feeds.get(key)!);
    if (feeds.size) tx.afterCommit(() => this.wake(this.gatherMillis));
  }

  /** Sorts in the order of making: identifiers of the same millisecond would not. */
  private nextId(): string {
    this.lastId = Math.max(this.lastId + 1, this.clock.millis());
    return newId(this.lastId);
  }

  /** After the events: whoever ends a run meanwhile sees either them or the new version. */
  private async note(tx: Transaction, workspaceId: string, pluginId: string): Promise<void> {
    await tx.run(
      `INSERT INTO analytics_feed (workspace_id, plugin_id, run_at, attempts, version) VALUES (?, ?, ?, 0, 1)
       ON CONFLICT (workspace_id, plugin_id) DO UPDATE SET version = analytics_feed.version + 1, run_at = COALESCE(analytics_feed.run_at, excluded.run_at)`,
      [workspaceId, pluginId, this.clock.millis() + this.gatherMillis],
    );
  }
}

function eventsOf({ what, isFirst, files }: Happening): { name: string; side?: string; files?: number }[] {
  if (what === 'closed') return [{ name: 'conversation.closed' }];
  const posted = { name: 'message.posted', side: what, files };
  return what === 'visitor' && isFirst ? [{ name: 'conversation.opened' }, posted] : [posted];
}
