import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../conversations/conversation.entity';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { VisitorsService } from '../../visitors/visitors.service';
import { ConversationTranslation } from './conversation-translation.entity';
import { sameLanguage } from './languages';

export interface Spoken {
  /** What the visitor writes and reads; BCP 47. */
  language?: string;
  /** Somebody of the team switched translation off here. */
  off: boolean;
}

/** In which language the visitor of a conversation writes, and whether it is translated. */
@Injectable()
export class ConversationLanguages {
  constructor(
    private readonly database: Database,
    private readonly visitors: VisitorsService,
    private readonly events: EventBus,
  ) {}

  /** As their messages show; until then, as their browser said. */
  async of(conversation: Pick<Conversation, 'id' | 'visitorId'>): Promise<Spoken> {
    const row = await this.database.read.findOneBy(ConversationTranslation, { conversationId: conversation.id });
    const language = row?.language ?? (await this.visitors.find(conversation.visitorId))?.language ?? undefined;
    return { language, off: row?.off ?? false };
  }

  /** The same by its identifier alone. */
  async spokenIn(conversationId: string): Promise<Spoken> {
    const [row] = await this.database.query<{ language: string | null; off: boolean | number | null }>(
      `SELECT COALESCE(t.language, v.language) AS language, t.off FROM conversation c
       LEFT JOIN conversation_translation t ON t.conversation_id = c.id LEFT JOIN visitor v ON v.id = c.visitor_id WHERE c.id = ?`,
      [conversationId],
    );
    return { language: row?.language ?? undefined, off: Boolean(row?.off) };
  }

  /** The visitor's messages are in this language. The browser's name of it, which may know the region, is kept if it is the same. */
  async learn(conversation: Conversation, language: string, before: string | undefined): Promise<void> {
    if (before && sameLanguage(before, language)) return;
    await this.write(conversation, (tx) =>
      tx.run('UPDATE conversation_translation SET language = ? WHERE conversation_id = ?', [language, conversation.id]),
    );
  }

  async turn(conversation: Conversation, on: boolean): Promise<void> {
    await this.write(conversation, (tx) =>
      tx.manager.update(ConversationTranslation, { conversationId: conversation.id }, { off: !on }),
    );
  }

  private async write(conversation: Conversation, change: (tx: Transaction) => Promise<unknown>): Promise<void> {
    const { id: conversationId, workspaceId, visitorId } = conversation;
    await this.database.transaction(async (tx) => {
      const none = this.database.isPostgres ? 'FALSE' : '0';
      await tx.run(
        `INSERT INTO conversation_translation (conversation_id, workspace_id, off) VALUES (?, ?, ${none}) ON CONFLICT DO NOTHING`,
        [conversationId, workspaceId],
      );
      await change(tx);
      tx.afterCommit(() => this.events.publish('language.changed', { workspaceId, conversationId, visitorId }));
    });
  }
}
