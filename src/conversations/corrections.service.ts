import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ChatError } from '../common/errors';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { PersonalDataCalls } from '../plugin-host/personal-data/personal-data-calls.service';
import { PersonDirectory, type WrittenWords } from '../privacy/people/person-directory.service';
import type { Person } from '../privacy/privacy.types';
import { shortened } from '../common/plain-text';
import { longestText, MessagesService } from './messages.service';

const previewLength = 140;

interface Row {
  id: string;
  conversation_id: string;
  sender: WrittenWords['from'];
  body: string;
  at: number | string;
}

/**
 * Puts right what stands in a conversation, because the person said that it is wrong (Art. 16 GDPR). The old words are gone: from the
 * thread, the search, the previews and the translations; whoever has a copy is told.
 */
@Injectable()
export class Corrections implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly messages: MessagesService,
    private readonly calls: PersonalDataCalls,
    private readonly people: PersonDirectory,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.people.registerWords({
      written: (person, limit) => this.written(person, limit),
      correct: (person, id, body) => this.correct(person, id, body),
    });
  }

  /** The newest words of both sides, and notes, which are about the person, too. */
  private async written({ workspaceId, id }: Person, limit: number): Promise<WrittenWords[]> {
    const rows = await this.database.query<Row>(
      `SELECT m.id, m.conversation_id, m.sender, m.body, m.at FROM message AS m JOIN conversation AS c ON c.id = m.conversation_id
       WHERE c.workspace_id = ? AND c.visitor_id = ? AND m.kind <> 'event' AND m.body <> '' ORDER BY m.serial DESC LIMIT ?`,
      [workspaceId, id, limit],
    );
    return rows.map(({ id: message, sender, body, at }) => ({ id: message, from: sender, body, at: new Date(Number(at)) }));
  }

  /** @throws ChatError `message.not_found` for another person's, `message.empty`, `message.too_long`, `person.restricted` */
  private async correct({ workspaceId, id: visitorId, kind }: Person, id: string, text: string): Promise<void> {
    const body = text.trim();
    if (!body) throw new ChatError('message.empty');
    if (body.length > longestText) throw new ChatError('message.too_long');
    await this.database.transaction(async (tx) => {
      const [found] = await tx.run<{ conversation_id: string; position: number; old: string }>(
        `SELECT m.conversation_id, m.position, m.body AS old FROM message AS m JOIN conversation AS c ON c.id = m.conversation_id
         WHERE m.id = ? AND c.workspace_id = ? AND c.visitor_id = ? AND m.kind <> 'event'`,
        [id, workspaceId, visitorId],
      );
      if (!found) throw new ChatError('message.not_found');
      const { conversation_id: conversationId, position } = found;
      await tx.run('UPDATE message SET body = ? WHERE conversation_id = ? AND id = ?', [body, conversationId, id]);
      await this.messages.amended(tx, conversationId, id);
      await this.preview(tx, conversationId, position, body);
      await this.calls.request(tx, workspaceId, { kind, id: visitorId }, 'rectify');
      tx.afterCommit(() => {
        this.events.publish('message.corrected', { workspaceId, conversationId, visitorId, position });
        this.events.publish('conversation.changed', { workspaceId, conversationId, visitorId });
      });
    });
  }

  /** The list shows the beginning of the last message. */
  private async preview(tx: Transaction, id: string, position: number, body: string): Promise<void> {
    const shown = shortened(body.replace(/\s+/g, ' '), previewLength);
    await tx.run(
      `UPDATE conversation SET preview = ? WHERE id = ? AND NOT EXISTS
         (SELECT 1 FROM message WHERE conversation_id = ? AND position > ? AND kind <> 'event')`,
      [shown, id, id, position],
    );
  }
}
