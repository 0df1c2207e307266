import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { waitBefore } from './wait-before';

/** A feed is claimed for this long, and again with each batch: if its process dies, another one takes it after that. */
export const leaseMillis = 60_000;

export interface ClaimedFeed {
  workspaceId: string;
  pluginId: string;
  attempts: number;
  version: number;
}
export interface StoredEvent {
  id: string;
  visitorId: string;
  name: string;
  properties: string;
  at: number;
}

/** The tables of what is on its way to providers of analytics. */
@Injectable()
export class FeedStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Takes feeds that are due, so that no other node does. */
  claim(): Promise<ClaimedFeed[]> {
    const now = this.clock.millis();
    const skip = this.database.isPostgres ? 'FOR UPDATE SKIP LOCKED' : '';
    return this.database.transaction((tx) =>
      tx.run<ClaimedFeed>(
        `UPDATE analytics_feed SET run_at = ?, attempts = attempts + 1 WHERE (workspace_id, plugin_id) IN (
           SELECT workspace_id, plugin_id FROM analytics_feed WHERE run_at <= ? ${skip})
         RETURNING workspace_id AS "workspaceId", plugin_id AS "pluginId", attempts, version`,
        [now + leaseMillis, now],
      ),
    );
  }

  /** Milliseconds until the next feed is due; undefined if nothing waits. */
  async nextIn(): Promise<number | undefined> {
    const [row] = await this.database.query<{ next: number | string | null }>('SELECT MIN(run_at) AS next FROM analytics_feed');
    return row?.next === null || row?.next === undefined ? undefined : Math.max(0, Number(row.next) - this.clock.millis());
  }

  async extend({ workspaceId, pluginId }: ClaimedFeed): Promise<void> {
    await this.setRun(workspaceId, pluginId, this.clock.millis() + leaseMillis);
  }

  /** Everything was sent; what came during the run is due. */
  async done({ workspaceId, pluginId, version }: ClaimedFeed): Promise<void> {
    await this.database.transaction((tx) =>
      tx.run(
        `UPDATE analytics_feed SET attempts = 0, run_at = CASE WHEN version = ? THEN NULL ELSE CAST(? AS bigint) END
         WHERE workspace_id = ? AND plugin_id = ?`,
        [version, this.clock.millis(), workspaceId, pluginId],
      ),
    );
  }

  /** Later again; nothing is given up before it is too old. */
  async failed({ workspaceId, pluginId, attempts }: ClaimedFeed): Promise<void> {
    await this.setRun(workspaceId, pluginId, this.clock.millis() + waitBefore(attempts));
  }

  async next({ workspaceId, pluginId }: ClaimedFeed, most: number): Promise<StoredEvent[]> {
    const rows = await this.database.query<Omit<StoredEvent, 'at'> & { at: number | string }>(
      `SELECT id, visitor_id AS "visitorId", name, properties, at FROM analytics_event
       WHERE workspace_id = ? AND plugin_id = ? AND refusal IS NULL ORDER BY id LIMIT ?`,
      [workspaceId, pluginId, most],
    );
    return rows.map((row) => ({ ...row, at: Number(row.at) }));
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (!ids.length) return;
    await this.database.transaction((tx) => tx.run(`DELETE FROM analytics_event WHERE id IN (${marks(ids)})`, ids));
  }

  /** Events too old to matter. @returns how many */
  async removeBefore({ workspaceId, pluginId }: ClaimedFeed, time: number): Promise<number> {
    const sql = 'DELETE FROM analytics_event WHERE workspace_id = ? AND plugin_id = ? AND at < ? RETURNING id';
    return (await this.database.transaction((tx) => tx.run(sql, [workspaceId, pluginId, time]))).length;
  }

  /** A plugin that is switched off: nothing waits for it, and it knows nobody any more. */
  async forget({ workspaceId, pluginId }: Pick<ClaimedFeed, 'workspaceId' | 'pluginId'>): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const table of ['analytics_event', 'analytics_person', 'analytics_feed'])
        await tx.run(`DELETE FROM ${table} WHERE workspace_id = ? AND plugin_id = ?`, [workspaceId, pluginId]);
    });
  }

  /** People of whom nothing may be told: what waits about them, and the names under which the plugin knew them. */
  async forgetPeople(workspaceId: string, pluginId: string, visitorIds: readonly string[]): Promise<void> {
    if (!visitorIds.length) return;
    await this.database.transaction(async (tx) => {
      for (const table of ['analytics_event', 'analytics_person'])
        await tx.run(`DELETE FROM ${table} WHERE workspace_id = ? AND plugin_id = ? AND visitor_id IN (${marks(visitorIds)})`, [
          workspaceId,
          pluginId,
          ...visitorIds,
        ]);
    });
  }

  /** The plugins that know somebody, or are about to. */
  async knowing(workspaceId: string, visitorId: string): Promise<string[]> {
    const rows = await this.database.query<{ pluginId: string }>(
      `SELECT plugin_id AS "pluginId" FROM analytics_person WHERE workspace_id = ? AND visitor_id = ?
       UNION SELECT plugin_id FROM analytics_event WHERE workspace_id = ? AND visitor_id = ?`,
      [workspaceId, visitorId, workspaceId, visitorId],
    );
    return rows.map(({ pluginId }) => pluginId);
  }

  /** Visitor → the random name under which the plugin knows them; a new one for somebody new. */
  keys(workspaceId: string, pluginId: string, visitorIds: readonly string[]): Promise<Map<string, string>> {
    return this.database.transaction(async (tx) => {
      for (const visitorId of visitorIds) await this.makeKey(tx, workspaceId, pluginId, visitorId);
      const rows = await tx.run<{ visitorId: string; personKey: string }>(
        `SELECT visitor_id AS "visitorId", person_key AS "personKey" FROM analytics_person
         WHERE workspace_id = ? AND plugin_id = ? AND visitor_id IN (${marks(visitorIds)})`,
        [workspaceId, pluginId, ...visitorIds],
      );
      return new Map(rows.map(({ visitorId, personKey }) => [visitorId, personKey]));
    });
  }

  private async makeKey(tx: Transaction, workspaceId: string, pluginId: string, visitorId: string): Promise<void> {
    await tx.run(
      'INSERT INTO analytics_person (workspace_id, plugin_id, visitor_id, person_key) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      [workspaceId, pluginId, visitorId, randomUUID()],
    );
  }

  private async setRun(workspaceId: string, pluginId: string, time: number): Promise<void> {
    const sql = 'UPDATE analytics_feed SET run_at = ? WHERE workspace_id = ? AND plugin_id = ?';
    await this.database.transaction((tx) => tx.run(sql, [time, workspaceId, pluginId]));
  }
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
