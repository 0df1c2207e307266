import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { DeliveriesService, type DeadDelivery } from '../../plugin-host/deliveries/deliveries.service';
import { FeedWriter } from './feed-writer';

/** Events that a provider refused for good: an admin finds them on the plugin's page, with the reason, and can send them again. */
@Injectable()
export class FeedRefusals implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesService,
    private readonly writer: FeedWriter,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deliveries.addSource({
      dead: (...of) => this.list(...of),
      retry: (...of) => this.retry(...of),
      count: (...of) => this.count(...of),
    });
  }

  async add(ids: readonly string[], reason: string): Promise<void> {
    const sql = `UPDATE analytics_event SET refusal = ? WHERE id IN (${ids.map(() => '?').join(', ')})`;
    await this.database.transaction((tx) => tx.run(sql, [reason, ...ids]));
  }

  private async list(workspaceId: string, pluginId: string, limit: number): Promise<DeadDelivery[]> {
    const rows = await this.database.query<{ id: string; event: string; at: number | string; trouble: string }>(
      `SELECT id, name AS event, at, refusal AS trouble FROM analytics_event
       WHERE workspace_id = ? AND plugin_id = ? AND refusal IS NOT NULL ORDER BY id DESC LIMIT ?`,
      [workspaceId, pluginId, limit],
    );
    return rows.map((row) => ({ ...row, at: new Date(Number(row.at)), attempts: 1 }));
  }

  private async count(workspaceId: string, pluginId: string): Promise<number> {
    const sql = 'SELECT count(*) AS total FROM analytics_event WHERE workspace_id = ? AND plugin_id = ? AND refusal IS NOT NULL';
    const [row] = await this.database.query<{ total: number | string }>(sql, [workspaceId, pluginId]);
    return Number(row.total);
  }

  private retry(workspaceId: string, pluginId: string, id?: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const one = id === undefined ? '' : ' AND id = ?';
      const sql = `UPDATE analytics_event SET refusal = NULL WHERE workspace_id = ? AND plugin_id = ? AND refusal IS NOT NULL${one} RETURNING id`;
      const { length } = await tx.run(sql, [workspaceId, pluginId, ...(id === undefined ? [] : [id])]);
      if (!length) return 0;
      const due =
        'UPDATE analytics_feed SET run_at = ?, version = version + 1, attempts = 0 WHERE workspace_id = ? AND plugin_id = ?';
      await tx.run(due, [this.clock.millis(), workspaceId, pluginId]);
      tx.afterCommit(() => this.writer.wake(0));
      return length;
    });
  }
}
