import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import type { EnabledPlugin } from '../../plugin-host/plugin-host.types';

/** Milliseconds. Longer than a node waits for news at a time: if its process dies, another one asks after that. */
const leaseMillis = 120_000;
type Of = Pick<EnabledPlugin, 'workspaceId' | 'id'>;

/** Whose mailbox is whose: one node at a time asks each, and goes on as long as it works. */
@Injectable()
export class MailboxLeases {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** At the start of the only node of a database, nobody can hold anything. */
  async releaseAll(): Promise<void> {
    if (this.database.isPostgres) return;
    await this.database.transaction((tx) => tx.run('UPDATE mailbox SET leased_until = 0 WHERE leased_until > 0'));
  }

  /** @returns whether it is this node's now */
  async take({ workspaceId, id }: Of): Promise<boolean> {
    const now = this.clock.millis();
    const sql = `INSERT INTO mailbox (workspace_id, plugin_id, leased_until, asked_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (workspace_id, plugin_id) DO UPDATE SET leased_until = excluded.leased_until, asked_at = excluded.asked_at
      WHERE mailbox.leased_until <= ? RETURNING plugin_id`;
    const values = [workspaceId, id, now + leaseMillis, now, now];
    return (await this.database.transaction((tx) => tx.run(sql, values))).length > 0;
  }

  async extend({ workspaceId, id }: Of): Promise<void> {
    const sql = 'UPDATE mailbox SET leased_until = ? WHERE workspace_id = ? AND plugin_id = ?';
    await this.database.maintain((tx) => tx.run(sql, [this.clock.millis() + leaseMillis, workspaceId, id]));
  }

  async release({ workspaceId, id }: Of, trouble: string | null): Promise<void> {
    const sql = 'UPDATE mailbox SET leased_until = 0, trouble = ? WHERE workspace_id = ? AND plugin_id = ?';
    await this.database.transaction((tx) => tx.run(sql, [trouble, workspaceId, id]));
  }
}
