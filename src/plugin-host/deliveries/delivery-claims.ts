import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { DeliveryStore } from './delivery-store';

/** A node holds a delivery for so long, and longer while it works: if it dies, another one goes on after that. Milliseconds. */
export const leaseMillis = 30_000;

export interface Claimed {
  serial: number;
  id: string;
  workspaceId: string;
  pluginId: string;
  lane: string;
  event: string;
  ids: string;
  at: number;
  attempts: number;
}
export interface Head {
  workspaceId: string;
  pluginId: string;
  runAt: number;
}
/** What becomes of a delivery. */
export type Settlement =
  | { done: true }
  /** In so many milliseconds. */
  | { again: number; trouble: string }
  | { dead: string }
  /** It is no event but work that comes back, whatever became of it this time. */
  | { repeat: number };

const claimed = 'serial, id, workspace_id AS "workspaceId", plugin_id AS "pluginId", lane, event, ids, at, attempts';

/** Who works on which delivery: one node at a time for each lane, whatever their number. */
@Injectable()
export class DeliveryClaims {
  constructor(
    private readonly database: Database,
    private readonly store: DeliveryStore,
    private readonly clock: Clock,
  ) {}

  /** Every plugin of a workspace with something on its way, and when the first of it is due. Milliseconds since 1970. */
  async heads(): Promise<Head[]> {
    const rows = await this.database.query<Head>(
      `SELECT workspace_id AS "workspaceId", plugin_id AS "pluginId", min(run_at) AS "runAt" FROM plugin_delivery
       WHERE state = 'waiting' GROUP BY workspace_id, plugin_id`,
    );
    return rows.map((row) => ({ ...row, runAt: Number(row.runAt) }));
  }

  async claim(workspaceId: string, pluginId: string, limit: number): Promise<Claimed[]> {
    const now = this.clock.millis();
    const skip = this.database.isPostgres ? 'FOR UPDATE SKIP LOCKED' : '';
    return this.database.transaction(async (tx) =>
      (
        await tx.run<Claimed>(
          `UPDATE plugin_delivery SET leased = ?, run_at = ?, attempts = attempts + 1 WHERE serial IN (
             SELECT serial FROM plugin_delivery
             WHERE workspace_id = ? AND plugin_id = ? AND state = 'waiting' AND run_at <= ? ORDER BY run_at LIMIT ? ${skip})
           RETURNING ${claimed}`,
          [true, now + leaseMillis, workspaceId, pluginId, now, limit],
        )
      ).map(numbers),
    );
  }

  async extend(serials: readonly number[]): Promise<void> {
    const marks = serials.map(() => '?').join(', ');
    const sql = `UPDATE plugin_delivery SET run_at = ? WHERE leased = ? AND serial IN (${marks})`;
    await this.database.transaction((tx) => tx.run(sql, [this.clock.millis() + leaseMillis, true, ...serials]));
  }

  /** Nothing goes to a plugin that is switched off. What was given up stays to be seen. */
  async abandon({ workspaceId, pluginId }: Head): Promise<void> {
    const sql = "DELETE FROM plugin_delivery WHERE workspace_id = ? AND plugin_id = ? AND state <> 'dead'";
    await this.database.transaction((tx) => tx.run(sql, [workspaceId, pluginId]));
  }

  /** What is due waits: the plugin is switched on, but cannot run as it is. */
  async hold({ workspaceId, pluginId }: Head, millis: number): Promise<void> {
    const now = this.clock.millis();
    const sql = `UPDATE plugin_delivery SET run_at = ? WHERE state = 'waiting' AND workspace_id = ? AND plugin_id = ? AND run_at <= ?`;
    await this.database.transaction((tx) => tx.run(sql, [now + millis, workspaceId, pluginId, now]));
  }

  /** At the start of the only node of a database, nobody can hold anything. */
  async release(): Promise<void> {
    const sql = 'UPDATE plugin_delivery SET leased = ?, run_at = ? WHERE leased = ?';
    await this.database.transaction((tx) => tx.run(sql, [false, this.clock.millis(), true]));
  }

  /**
   * Ends work on a delivery, and takes the next of its lane along if `goOn`.
   * @returns that next one
   */
  settle(delivery: Claimed, settlement: Settlement, goOn: boolean): Promise<Claimed | undefined> {
    return this.database.transaction(async (tx) => {
      await this.store.lock(tx, [delivery]);
      if (!(await this.end(tx, delivery, settlement))) return undefined;
      return this.next(tx, delivery, goOn);
    });
  }

  /** @returns whether the lane is free for the next */
  private async end(tx: Transaction, { serial, attempts }: Claimed, settlement: Settlement): Promise<boolean> {
    const now = this.clock.millis();
    // A lease that ran out was given to somebody else, and is theirs to end: its attempts have been counted on.
    const mine = 'serial = ? AND leased = ? AND attempts = ?';
    const values = [serial, true, attempts];
    if ('done' in settlement)
      return (await tx.run(`DELETE FROM plugin_delivery WHERE ${mine} RETURNING serial`, values)).length > 0;
    if ('dead' in settlement) {
      const sql = `UPDATE plugin_delivery SET state = 'dead', leased = ?, trouble = ? WHERE ${mine} RETURNING serial`;
      return (await tx.run(sql, [false, settlement.dead, ...values])).length > 0;
    }
    const set = 'again' in settlement ? 'trouble = ?' : 'attempts = 0, trouble = ?';
    const [runAt, trouble] =
      'again' in settlement ? [now + settlement.again, settlement.trouble] : [now + settlement.repeat, null];
    await tx.run(`UPDATE plugin_delivery SET leased = ?, run_at = ?, ${set} WHERE ${mine}`, [false, runAt, trouble, ...values]);
    return false;
  }

  private async next(tx: Transaction, { pluginId, lane }: Claimed, goOn: boolean): Promise<Claimed | undefined> {
    if (!goOn) return void (await this.store.promote(tx, { pluginId, lane }));
    const [next] = await tx.run<Claimed>(
      `UPDATE plugin_delivery SET state = 'waiting', leased = ?, run_at = ?, attempts = attempts + 1 WHERE serial = (
         SELECT min(serial) FROM plugin_delivery WHERE plugin_id = ? AND lane = ? AND state = 'queued')
       RETURNING ${claimed}`,
      [true, this.clock.millis() + leaseMillis, pluginId, lane],
    );
    return next && numbers(next);
  }
}

/** PostgreSQL's big integers may come as texts. */
const numbers = (row: Claimed): Claimed => ({ ...row, serial: Number(row.serial), at: Number(row.at) });
