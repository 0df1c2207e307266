import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import type { StoredMessage } from '../../conversations/log/thread.types';
import { ReplyWatch } from '../../conversations/log/reply-watch.service';
import type { Transaction } from '../../database/transaction';
import { Database } from '../../database/database';
import { OutboxService } from '../../outbox/outbox.service';
import { MailIdentity } from '../mail-identity';
import { MailSettings } from '../settings/mail-settings.service';

export const FOLLOW_UP = 'mail.follow-up';
export const minute = 60_000;
type Of = Pick<StoredMessage, 'workspaceId' | 'conversationId'>;

/** Plans, in the transaction that writes an answer, to look after a pause whether its visitor has seen it. */
@Injectable()
export class FollowUpPlanner implements OnModuleInit {
  constructor(
    private readonly watch: ReplyWatch,
    private readonly database: Database,
    private readonly identity: MailIdentity,
    private readonly settings: MailSettings,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.watch.add((tx, answers) => this.plan(tx, answers));
  }

  /** One job for all answers until it runs: several of them make one mail. */
  private async plan(tx: Transaction, answers: readonly StoredMessage[]): Promise<void> {
    for (const { workspaceId, conversationId } of answers) {
      if (!(await this.identity.sender(workspaceId))) continue;
      const sql = 'SELECT website_id AS "websiteId" FROM conversation WHERE id = ?';
      const [{ websiteId }] = await tx.run<{ websiteId: string }>(sql, [conversationId]);
      const pause = await this.settings.pauseFor(websiteId, conversationId);
      if (pause) await this.lookAfter(tx, { workspaceId, conversationId }, pause * minute);
    }
  }

  /** @param wait milliseconds; a look that is planned for an earlier time is enough */
  async lookAfter(tx: Transaction, { workspaceId, conversationId }: Of, wait: number): Promise<void> {
    const runAt = this.clock.millis() + wait;
    const [yes, no] = this.database.isPostgres ? ['TRUE', 'FALSE'] : ['1', '0'];
    const [mine] = await tx.run(
      `INSERT INTO follow_up (conversation_id, workspace_id, waiting, due_at, mailed_seq) VALUES (?, ?, ${yes}, ?, 0)
       ON CONFLICT (conversation_id) DO UPDATE SET waiting = ${yes}, due_at = excluded.due_at
       WHERE follow_up.waiting = ${no} OR follow_up.due_at > excluded.due_at RETURNING conversation_id`,
      [conversationId, workspaceId, runAt],
    );
    if (mine) await this.outbox.add(tx, { kind: FOLLOW_UP, workspaceId, payload: { conversationId }, runAt: new Date(runAt) });
  }
}
