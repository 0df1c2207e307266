import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import type { PaymentChange } from '../../plugin-api';

export interface PaymentNotice extends PaymentChange {
  workspaceId: string;
  pluginId: string;
}
/** What a room does about a payment: part of the transaction that remembers the notice. If it throws, the vendor sends it again. */
export type PaymentListener = (tx: Transaction, notice: PaymentNotice) => Promise<void>;

const day = 24 * 60 * 60 * 1000;
/** Vendors try again for a month at most. Older notices are refused by their signature, which has a time in it. */
const rememberedMillis = 35 * day;

/** What vendors say about payments, each thing once. */
@Injectable()
export class PaymentNotices {
  private readonly listeners: PaymentListener[] = [];

  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** For rooms that keep orders. */
  listen(listener: PaymentListener): void {
    this.listeners.push(listener);
  }

  /**
   * Remembers the notices and tells those who listen, all or nothing.
   * @returns how many of them were new
   */
  take(workspaceId: string, pluginId: string, changes: readonly PaymentChange[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.forget(tx);
      let fresh = 0;
      for (const change of changes) {
        if (!(await this.remember(tx, workspaceId, pluginId, change))) continue;
        fresh++;
        const { orderId, state } = change;
        const details = { plugin: pluginId };
        await this.audit.record(tx, { workspaceId, accountId: null, action: `payment.${state}`, target: orderId, details });
        for (const listener of this.listeners) await listener(tx, { ...change, workspaceId, pluginId });
      }
      return fresh;
    });
  }

  /** @returns whether it is new: two that come at once wait for each other here */
  private async remember(tx: Transaction, workspaceId: string, pluginId: string, { eventId, state }: PaymentChange) {
    const event = createHash('sha256').update(eventId).digest('base64url');
    const rows = await tx.run(
      `INSERT INTO webhook_notice (workspace_id, plugin_id, event, state, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING event`,
      [workspaceId, pluginId, event, state, this.clock.millis()],
    );
    return rows.length > 0;
  }

  private forget(tx: Transaction): Promise<unknown> {
    return tx.run('DELETE FROM webhook_notice WHERE at < ?', [this.clock.millis() - rememberedMillis]);
  }
}
