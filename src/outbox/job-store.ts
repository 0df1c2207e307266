import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import { backOff, mostAttempts, reasonOf } from './back-off';

/** A job is claimed for this long, and again while it runs: if its process dies, another one takes it after that. */
export const leaseMillis = 60_000;

export interface ClaimedJob {
  id: string;
  workspaceId: string | null;
  kind: string;
  payload: string;
  attempts: number;
}

/** The queue's table, for one runner among several on several nodes. */
@Injectable()
export class JobStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Takes due jobs of these kinds, so that nobody else does: a claimed one is not due until its lease is over. */
  async claim(kinds: string[], limit: number): Promise<ClaimedJob[]> {
    const now = this.clock.millis();
    const skip = this.database.isPostgres ? 'FOR UPDATE SKIP LOCKED' : '';
    return this.database.transaction((tx) =>
      tx.run<ClaimedJob>(
        `UPDATE outbox_job SET run_at = ?, attempts = attempts + 1 WHERE id IN (
           SELECT id FROM outbox_job WHERE state = 'waiting' AND run_at <= ? AND kind IN (${marks(kinds)})
           ORDER BY run_at LIMIT ? ${skip})
         RETURNING id, workspace_id AS "workspaceId", kind, payload, attempts`,
        [now + leaseMillis, now, ...kinds, limit],
      ),
    );
  }

  /** Milliseconds until the next one of these kinds is due; undefined if none waits. */
  async nextIn(kinds: string[]): Promise<number | undefined> {
    const sql = `SELECT run_at AS "runAt" FROM outbox_job WHERE state = 'waiting' AND kind IN (${marks(kinds)}) ORDER BY run_at LIMIT 1`;
    const [next] = await this.database.query<{ runAt: number }>(sql, kinds);
    return next && Math.max(0, next.runAt - this.clock.millis());
  }

  async extend(ids: string[]): Promise<void> {
    const sql = `UPDATE outbox_job SET run_at = ? WHERE state = 'waiting' AND id IN (${marks(ids)})`;
    await this.database.transaction((tx) => tx.run(sql, [this.clock.millis() + leaseMillis, ...ids]));
  }

  async done({ id }: ClaimedJob): Promise<void> {
    await this.database.transaction((tx) => tx.run('DELETE FROM outbox_job WHERE id = ?', [id]));
  }

  async failed({ id, attempts }: ClaimedJob, error: unknown): Promise<void> {
    const state = attempts >= mostAttempts ? 'dead' : 'waiting';
    const runAt = this.clock.millis() + backOff(attempts);
    const sql = 'UPDATE outbox_job SET state = ?, run_at = ?, error = ? WHERE id = ?';
    await this.database.transaction((tx) => tx.run(sql, [state, runAt, reasonOf(error), id]));
  }
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
