import { Injectable } from '@nestjs/common';
import type { Agent } from '../common/access';
import { ChatError } from '../common/errors';
import { newId } from '../common/ids';
import { plainText } from '../common/plain-text';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { ConversationsService } from './conversations.service';
import { Tag } from './tag.entity';

/** Words that a team sorts its conversations with. */
@Injectable()
export class TagsService {
  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsService,
    private readonly events: EventBus,
  ) {}

  /** Puts a tag on a conversation; a word that is new to the workspace becomes one of its tags. */
  async add(agent: Agent, conversationId: string, word: string): Promise<void> {
    const { workspaceId } = agent;
    const name = plainText(word).trim().replace(/\s+/g, ' ').toLowerCase();
    if (!name) throw new ChatError('request.invalid', { fields: { name: 'Write a word.' } });
    await this.change(workspaceId, conversationId, async (tx) => {
      await tx.run('INSERT INTO tag (id, workspace_id, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
        newId(),
        workspaceId,
        name,
      ]);
      const tag = await tx.manager.findOneByOrFail(Tag, { workspaceId, name });
      await tx.run('INSERT INTO conversation_tag (conversation_id, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING', [
        conversationId,
        tag.id,
      ]);
    });
  }

  /** Takes a tag off; one that hangs on nothing any more is forgotten. */
  async remove(agent: Agent, conversationId: string, tagId: string): Promise<void> {
    const { workspaceId } = agent;
    await this.change(workspaceId, conversationId, async (tx) => {
      if (!(await tx.manager.existsBy(Tag, { id: tagId, workspaceId }))) throw new ChatError('tag.not_found');
      await tx.run('DELETE FROM conversation_tag WHERE conversation_id = ? AND tag_id = ?', [conversationId, tagId]);
      await tx.run('DELETE FROM tag WHERE id = ? AND NOT EXISTS (SELECT 1 FROM conversation_tag WHERE tag_id = ?)', [
        tagId,
        tagId,
      ]);
    });
  }

  all(workspaceId: string): Promise<Tag[]> {
    return this.database.read.find(Tag, { where: { workspaceId }, order: { name: 'ASC' }, take: 500 });
  }

  /** Conversation → its tags. */
  async of(conversationIds: readonly string[]): Promise<Map<string, { id: string; name: string }[]>> {
    const tags = new Map<string, { id: string; name: string }[]>();
    if (!conversationIds.length) return tags;
    const rows = await this.database.query<{ conversation_id: string; id: string; name: string }>(
      `SELECT ct.conversation_id, t.id, t.name FROM conversation_tag AS ct JOIN tag AS t ON t.id = ct.tag_id
       WHERE ct.conversation_id IN (${conversationIds.map(() => '?').join(', ')}) ORDER BY t.name`,
      conversationIds,
    );
    for (const { conversation_id: conversation, ...tag } of rows)
      tags.set(conversation, [...(tags.get(conversation) ?? []), tag]);
    return tags;
  }

  private async change(workspaceId: string, conversationId: string, work: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { visitorId } = await this.conversations.lock(tx, workspaceId, conversationId);
      await work(tx);
      tx.afterCommit(() => this.events.publish('conversation.changed', { workspaceId, conversationId, visitorId }));
    });
  }
}
