import { createHash, randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/clock';
import type { AnalyticsEvent } from '../../plugin-api';
import { HandOverRefused, PluginFailure, type EnabledPlugin, type Subject } from '../../plugin-host/plugin-host.types';
import { PluginsService } from '../../plugin-host/plugins.service';
import { FeedRefusals } from './feed-refusals';
import { FeedStore, type ClaimedFeed, type StoredEvent } from './feed-store';

/** Events of one call. */
export const batchSize = 100;
/** Milliseconds after which an event that could not be sent is let go. */
const tooOld = 3 * 86_400_000;

const keyField = 'analyticsPerson.personKey';
const timeField = 'analyticsEvent.at';

/** One run of one feed: batch by batch, each asking anew of whom may be told. */
@Injectable()
export class FeedRun {
  private readonly logger = new Logger('analytics');

  constructor(
    private readonly store: FeedStore,
    private readonly refusals: FeedRefusals,
    private readonly plugins: PluginsService,
    private readonly clock: Clock,
  ) {}

  /** @throws PluginFailure if the plugin does not take a batch now: it and what follows stay */
  async all(feed: ClaimedFeed, isOver: () => boolean): Promise<void> {
    const enabled = await this.plugins.providing(feed.workspaceId, 'analyticsSink');
    const plugin = enabled.find(({ id }) => id === feed.pluginId);
    if (!plugin) return this.store.forget(feed);
    const late = await this.store.removeBefore(feed, this.clock.millis() - tooOld);
    if (late) this.logger.warn(`${feed.pluginId}: ${late} events could not be sent for three days and were let go.`);
    for (;;) {
      const events = await this.store.next(feed, batchSize);
      if (!events.length) return;
      if (isOver()) throw new Error('The server is stopping');
      await this.store.extend(feed);
      await this.batch(plugin, events);
    }
  }

  private async batch(plugin: EnabledPlugin, events: readonly StoredEvent[]): Promise<void> {
    const { workspaceId, id: pluginId } = plugin;
    const people = [...new Set(events.map(({ visitorId }) => visitorId))];
    const allowed = await this.plugins.permitted(
      plugin,
      people.map((id) => ({ kind: 'visitor', id }) satisfies Subject),
    );
    const may = new Set(allowed.map(({ id }) => id));
    await this.store.forgetPeople(
      workspaceId,
      pluginId,
      people.filter((id) => !may.has(id)),
    );
    const told = events.filter(({ visitorId }) => may.has(visitorId));
    if (!told.length) return;
    const refusal = await this.deliver(plugin, told);
    if (refusal) await this.sift(plugin, told, refusal);
  }

  /** @returns why the provider refuses them for good; nothing if it took them, or if somebody changed their mind this very moment */
  private async deliver(plugin: EnabledPlugin, events: readonly StoredEvent[]): Promise<string | undefined> {
    try {
      await this.hand(plugin, events);
    } catch (error) {
      // The next look asks again of whom may be told.
      if (error instanceof HandOverRefused) return undefined;
      if (error instanceof PluginFailure && !error.retry) return error.code ?? error.trouble;
      throw error;
    }
    await this.store.remove(idsOf(events));
    return undefined;
  }

  /**
   * One event that a provider cannot read spoils all that are sent with it: halves are tried, until it is found. Where both halves are
   * refused it is about all of them (a wrong key, an account that is closed), and nobody is asked again and again.
   */
  private async sift(plugin: EnabledPlugin, events: readonly StoredEvent[], refusal: string): Promise<void> {
    const middle = events.length >> 1;
    if (!middle) return this.refusals.add(idsOf(events), refusal);
    const halves = [events.slice(0, middle), events.slice(middle)];
    const refused: (string | undefined)[] = [];
    for (const half of halves) refused.push(await this.deliver(plugin, half));
    if (refused.every(Boolean)) return this.refusals.add(idsOf(events), refusal);
    for (const [index, reason] of refused.entries()) if (reason) await this.sift(plugin, halves[index], reason);
  }

  private async hand(plugin: EnabledPlugin, events: readonly StoredEvent[]): Promise<void> {
    const ids = [...new Set(events.map(({ visitorId }) => visitorId))];
    const keys = await this.store.keys(plugin.workspaceId, plugin.id, ids);
    await this.plugins.call(plugin, 'analyticsSink', 'track', {
      about: ids.map((id) => ({ kind: 'visitor', id }) satisfies Subject),
      fields: { [keyField]: keys, [timeField]: true },
      // The same batch again is the same call, whatever became of the first.
      callId: createHash('sha256')
        .update(events.map(({ id }) => id).join())
        .digest('base64url'),
      argument: (fields) => ({
        events: events.map((event) => asTold(event, keyField in fields ? keys : undefined, timeField in fields)),
      }),
    });
  }
}

const idsOf = (events: readonly StoredEvent[]) => events.map(({ id }) => id);

/** Without the fields, a manifest that declares neither learns of an event that belongs to nobody, some time that day. */
function asTold(event: StoredEvent, keys: Map<string, string> | undefined, withTime: boolean): AnalyticsEvent {
  const at = new Date(withTime ? event.at : Math.floor(event.at / 86_400_000) * 86_400_000);
  const personKey = keys?.get(event.visitorId) ?? randomUUID();
  return { id: event.id, name: event.name, at, personKey, properties: JSON.parse(event.properties) };
}
