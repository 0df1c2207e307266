import { Injectable } from '@nestjs/common';
import { Metrics } from '../../common/metrics';
import type { PluginEventName } from '../../plugin-api';
import { EnablementsService } from '../enablement/enablements.service';
import type { EnabledPlugin } from '../plugin-host.types';
import { PluginsService } from '../plugins.service';
import type { Claimed, Settlement } from './delivery-claims';
import { settlementOf } from './delivery-rules';
import { FieldSources } from './field-sources.service';

/** The event of a plugin's `scheduledJob`; no plugin can listen to it. */
export const SCHEDULE = 'schedule';

/** Delivers one event: reads its fields now, passes the firewall, calls the plugin. */
@Injectable()
export class DeliveryWork {
  private readonly settled;

  constructor(
    private readonly plugins: PluginsService,
    private readonly enablements: EnablementsService,
    private readonly sources: FieldSources,
    metrics: Metrics,
  ) {
    this.settled = metrics.counter('plugin_deliveries_total', 'Events for plugins, by what became of them.', ['outcome']);
  }

  async deliver(delivery: Claimed): Promise<Settlement> {
    const plugin = await this.pluginOf(delivery);
    // Switched off a moment ago: the runner decides at its next look.
    if (!plugin) return { again: 0, trouble: 'start' };
    if (delivery.event === SCHEDULE) return this.runJob(plugin);
    try {
      await this.hand(plugin, delivery);
      this.settled.inc({ outcome: 'delivered' });
      return { done: true };
    } catch (error) {
      const { refused, ...settlement } = settlementOf(error, delivery.attempts);
      this.settled.inc({ outcome: refused ? 'refused' : 'dead' in settlement ? 'dead' : 'failed' });
      return settlement;
    }
  }

  private async pluginOf({ workspaceId, pluginId }: Claimed): Promise<EnabledPlugin | undefined> {
    return (await this.enablements.of(workspaceId)).find(({ id }) => id === pluginId);
  }

  private async hand(plugin: EnabledPlugin, { id, event, at, ids: text }: Claimed): Promise<void> {
    const ids = JSON.parse(text) as Record<string, string>;
    const found = await this.sources.read(plugin.workspaceId, ids, plugin.manifest.privacy.fields);
    // Erased meanwhile: there is nobody left whom it is about.
    if (!found) return;
    await this.plugins.call(plugin, 'eventHandler', 'handle', {
      ...found,
      callId: id,
      argument: (fields) => ({ id, name: event as PluginEventName, at: new Date(at), ids, fields }),
    });
  }

  /** A run that fails is not made up for: the next one comes. The plugin's page shows the trouble. */
  private async runJob(plugin: EnabledPlugin): Promise<Settlement> {
    const minutes = plugin.manifest.schedule?.minutes;
    if (!minutes || !plugin.manifest.provides.includes('scheduledJob')) return { done: true };
    const call = { about: [], fields: {}, argument: () => ({}) };
    await this.plugins.call(plugin, 'scheduledJob', 'run', call).catch(() => undefined);
    return { repeat: minutes * 60_000 };
  }
}
