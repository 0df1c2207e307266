import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import { MessagesService } from '../../conversations/messages.service';
import { Database } from '../../database/database';
import { FollowUp } from '../missed/follow-up.entity';

/** Visitors who want no mail about a conversation any more. The team sees it in the thread, each time it changes. */
@Injectable()
export class MailStops {
  constructor(
    private readonly database: Database,
    private readonly messages: MessagesService,
    private readonly clock: Clock,
  ) {}

  async isStopped(conversationId: string): Promise<boolean> {
    const followUp = await this.database.read.findOneBy(FollowUp, { conversationId });
    return Boolean(followUp?.stoppedAt);
  }

  stop(conversationId: string): Promise<void> {
    return this.change(conversationId, this.clock.millis(), 'stopped_at IS NULL', 'mail_stopped');
  }

  resume(conversationId: string): Promise<void> {
    return this.change(conversationId, null, 'stopped_at IS NOT NULL', 'mail_resumed');
  }

  /** Doing it twice is one change, and of a conversation that is gone there is nothing to change. */
  private async change(conversationId: string, at: number | null, where: string, what: string): Promise<void> {
    const sql = `UPDATE follow_up SET stopped_at = ? WHERE conversation_id = ? AND ${where} RETURNING workspace_id AS "workspaceId"`;
    const [changed] = await this.database.transaction((tx) => tx.run<{ workspaceId: string }>(sql, [at, conversationId]));
    if (changed) await this.messages.postOccurrence(changed.workspaceId, conversationId, newId(this.clock.millis()), what);
  }
}
