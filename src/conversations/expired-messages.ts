import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { RowWatch } from '../privacy/erasure/row-watch.service';
import type { Attachment } from './attachments/attachment.entity';
import type { Message } from './message.entity';

/** What stays right where old messages, or files of messages, go and their conversation stays. */
@Injectable()
export class ExpiredMessages {
  constructor(
    private readonly events: EventBus,
    private readonly clock: Clock,
    watch: RowWatch,
  ) {
    watch.register('Message', { expired: (tx, rows) => this.messages(tx, rows as unknown as Message[]) });
    watch.register('Attachment', { expired: (tx, rows) => this.files(tx, rows as unknown as Attachment[]) });
  }

  /** They go from the oldest on: of what nobody of the team has seen yet, no more is counted than is left. */
  private async messages(tx: Transaction, rows: readonly Message[]): Promise<void> {
    for (const [conversationId, messages] of groups(rows, (row) => row.conversationId)) {
      const unseen = `(SELECT count(*) FROM message WHERE message.conversation_id = conversation.id AND message.position > ?
        AND message.kind = 'reply' AND message.sender = 'visitor' AND message.seq > conversation.team_seen)`;
      const last = Math.max(...messages.map(({ position }) => position));
      await tx.run(
        `UPDATE conversation SET unread = CASE WHEN ${unseen} < unread THEN ${unseen} ELSE unread END,
           attention = CASE WHEN ${unseen} = 0 THEN 0 ELSE attention END
         WHERE id = ? AND unread > 0`,
        [last, last, last, conversationId],
      );
      const gone = { messageIds: messages.map(({ id }) => id), positions: messages.map(({ position }) => position) };
      const { workspaceId } = messages[0];
      tx.afterCommit(() => this.events.publish('messages.expired', { workspaceId, conversationId, ...gone }));
    }
  }

  /** A message that was nothing but its files is a deleted one from here on; one with words keeps them. */
  private async files(tx: Transaction, rows: readonly Attachment[]): Promise<void> {
    const hanging = rows.filter(({ conversationId, messageId }) => conversationId && messageId);
    for (const [, files] of groups(hanging, (row) => `${row.conversationId} ${row.messageId}`)) {
      const [{ workspaceId, conversationId, messageId }] = files;
      const where = 'conversation_id = ? AND id = ?';
      const message = [conversationId, messageId];
      const [left] = await tx.run<{ position: number; files: number; body: string }>(
        `UPDATE message SET files = files - ? WHERE ${where} RETURNING position, files, body`,
        [files.length, ...message],
      );
      if (!left) continue;
      if (!left.files && !left.body) {
        await tx.run(`UPDATE message SET deleted_at = ? WHERE ${where}`, [this.clock.millis(), ...message]);
        // The line of the inbox may show the name of the file.
        await tx.run(
          `UPDATE conversation SET preview = '' WHERE id = ? AND NOT EXISTS (
             SELECT 1 FROM message WHERE conversation_id = ? AND position > ? AND kind <> 'event')`,
          [conversationId, conversationId, left.position],
        );
      }
      const gone = { messageIds: [], positions: [left.position] };
      tx.afterCommit(() => this.events.publish('messages.expired', { workspaceId, conversationId: conversationId!, ...gone }));
    }
  }
}

function groups<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const group = found.get(keyOf(row));
    if (group) group.push(row);
    else found.set(keyOf(row), [row]);
  }
  return found;
}
