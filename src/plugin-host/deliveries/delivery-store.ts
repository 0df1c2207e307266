import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import type { SqlValue, Transaction } from '../../database/transaction';
import type { DeadDelivery } from './deliveries.service';

export interface NewDelivery {
  id: string;
  workspaceId: string;
  pluginId: string;
  lane: string;
  event: string;
  ids: string;
  /** Milliseconds. */
  at: number;
}
const inserted = 'id, workspace_id, plugin_id, lane, event, ids, at, state, run_at';

/**
 * The table of deliveries. Only the first of a lane is `waiting`, so that a plugin that is away for a day costs a look at
 * its lanes, not at everything behind them. On PostgreSQL whoever changes a lane holds its lock.
 */
@Injectable()
export class DeliveryStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async add(tx: Transaction, rows: readonly NewDelivery[]): Promise<void> {
    await this.lock(tx, rows);
    const taken = await this.taken(tx, rows);
    const values = rows.map((row): SqlValue[] => {
      const key = keyOf(row);
      const state = taken.has(key) ? 'queued' : 'waiting';
      taken.add(key);
      return [row.id, row.workspaceId, row.pluginId, row.lane, row.event, row.ids, row.at, state, row.at];
    });
    for (let from = 0; from < values.length; from += 1000) {
      const part = values.slice(from, from + 1000);
      const places = part.map((row) => `(${marks(row)})`).join(', ');
      await tx.run(`INSERT INTO plugin_delivery (${inserted}) VALUES ${places} ON CONFLICT DO NOTHING`, part.flat());
    }
  }

  async dead(workspaceId: string, pluginId: string, limit: number): Promise<DeadDelivery[]> {
    const rows = await this.database.query<Omit<DeadDelivery, 'at'> & { at: number }>(
      `SELECT id, event, at, attempts, trouble FROM plugin_delivery
       WHERE workspace_id = ? AND plugin_id = ? AND state = 'dead' ORDER BY serial DESC LIMIT ?`,
      [workspaceId, pluginId, limit],
    );
    return rows.map((row) => ({ ...row, at: new Date(Number(row.at)) }));
  }

  async counts(workspaceId: string, pluginId: string): Promise<{ waiting: number; dead: number }> {
    const rows = await this.database.query<{ state: string; total: number | string }>(
      'SELECT state, count(*) AS total FROM plugin_delivery WHERE workspace_id = ? AND plugin_id = ? GROUP BY state',
      [workspaceId, pluginId],
    );
    const dead = Number(rows.find(({ state }) => state === 'dead')?.total ?? 0);
    return { dead, waiting: rows.reduce((sum, { total }) => sum + Number(total), 0) - dead };
  }

  /** Lets dead ones live again; within its lane the oldest comes first. */
  async revive(tx: Transaction, workspaceId: string, pluginId: string, id?: string): Promise<number> {
    const one = id === undefined ? '' : ' AND id = ?';
    const values = [workspaceId, pluginId, ...(id === undefined ? [] : [id])];
    const where = `workspace_id = ? AND plugin_id = ? AND state = 'dead'${one}`;
    const lanes = await tx.run<{ lane: string }>(`SELECT DISTINCT lane FROM plugin_delivery WHERE ${where}`, values);
    const keys = lanes.map(({ lane }) => ({ pluginId, lane }));
    await this.lock(tx, keys);
    const revived = await tx.run(
      `UPDATE plugin_delivery SET state = 'queued', attempts = 0, trouble = NULL WHERE ${where} RETURNING serial`,
      values,
    );
    const taken = await this.taken(tx, keys, "state = 'waiting'");
    for (const key of keys) if (!taken.has(keyOf(key))) await this.promote(tx, key);
    return revived.length;
  }

  /** The next of a lane may go. */
  async promote(tx: Transaction, { pluginId, lane }: Lane): Promise<void> {
    await tx.run(
      `UPDATE plugin_delivery SET state = 'waiting', run_at = ? WHERE serial = (
         SELECT min(serial) FROM plugin_delivery WHERE plugin_id = ? AND lane = ? AND state = 'queued')`,
      [this.clock.millis(), pluginId, lane],
    );
  }

  /** Nobody else changes these lanes until the transaction ends; always in the same order, so that nobody waits in a circle. */
  async lock(tx: Transaction, lanes: readonly Lane[]): Promise<void> {
    if (!this.database.isPostgres || !lanes.length) return;
    const keys = [...new Set(lanes.map(keyOf))];
    const values = keys.map(() => '(?)').join(', ');
    await tx.run(
      `SELECT pg_advisory_xact_lock(turn) FROM (
         SELECT DISTINCT hashtextextended(lane.key, 1) AS turn FROM (VALUES ${values}) AS lane(key) ORDER BY turn) AS turns`,
      keys,
    );
  }

  /** Lanes that have somebody in front already. */
  private async taken(tx: Transaction, lanes: readonly Lane[], state = "state <> 'dead'"): Promise<Set<string>> {
    const taken = new Set<string>();
    const names = [...new Set(lanes.map(({ lane }) => lane))];
    for (const pluginId of new Set(lanes.map((lane) => lane.pluginId))) {
      const rows = await tx.run<{ lane: string }>(
        `SELECT DISTINCT lane FROM plugin_delivery WHERE plugin_id = ? AND lane IN (${marks(names)}) AND ${state}`,
        [pluginId, ...names],
      );
      for (const { lane } of rows) taken.add(keyOf({ pluginId, lane }));
    }
    return taken;
  }
}

export interface Lane {
  pluginId: string;
  lane: string;
}
const keyOf = ({ pluginId, lane }: Lane) => `${pluginId}/${lane}`;
const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
