import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { EnablementsService } from '../enablement/enablements.service';
import { DeliveriesService } from './deliveries.service';
import { DeliveryStore } from './delivery-store';
import { SCHEDULE } from './delivery-work';

/** Sees to it that there is one row for the scheduled job of each enabled plugin: it comes back by itself. */
@Injectable()
export class Schedules implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly enablements: EnablementsService,
    private readonly store: DeliveryStore,
    private readonly deliveries: DeliveriesService,
    private readonly clock: Clock,
    events: EventBus,
  ) {
    events.on('plugin.configured', ({ workspaceId }) => this.plan(workspaceId));
  }

  async onApplicationBootstrap(): Promise<void> {
    const sql = 'SELECT DISTINCT workspace_id AS id FROM plugin_enablement WHERE enabled';
    for (const { id } of await this.database.query<{ id: string }>(sql)) await this.plan(id);
  }

  private async plan(workspaceId: string): Promise<void> {
    const enabled = await this.enablements.of(workspaceId);
    const planned = enabled.filter(({ manifest }) => manifest.schedule && manifest.provides.includes('scheduledJob'));
    if (!planned.length) return;
    const at = this.clock.millis();
    const lane = `${SCHEDULE} ${workspaceId}`;
    // The same row on every node, so that one of them makes it.
    const rows = planned.map(({ id: pluginId }) => {
      return { id: `${SCHEDULE}.${workspaceId}`, workspaceId, pluginId, lane, event: SCHEDULE, ids: '{}', at };
    });
    await this.database.transaction(async (tx) => {
      await this.store.add(tx, rows);
      tx.afterCommit(() => this.deliveries.wake());
    });
  }
}
