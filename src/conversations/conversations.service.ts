import { Injectable } from '@nestjs/common';
import { ChatError } from '../common/errors';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { Conversation } from './conversation.entity';

/** Finds conversations, always within a workspace. */
@Injectable()
export class ConversationsService {
  constructor(private readonly database: Database) {}

  /** @throws ChatError conversation.not_found, also for another workspace's: nobody learns that it exists */
  async find(workspaceId: string, id: string): Promise<Conversation> {
    const conversation = await this.database.read.findOneBy(Conversation, { id, workspaceId });
    if (!conversation) throw new ChatError('conversation.not_found');
    return conversation;
  }

  /** The same, held until the transaction ends, so that no message comes in between. */
  async lock(tx: Transaction, workspaceId: string, id: string): Promise<Conversation> {
    const lock = this.database.isPostgres ? ({ mode: 'pessimistic_write' } as const) : undefined;
    const conversation = await tx.manager.findOne(Conversation, { where: { id, workspaceId }, ...(lock && { lock }) });
    if (!conversation) throw new ChatError('conversation.not_found');
    return conversation;
  }

  /** What else this visitor talked about, the newest first. */
  async earlierOf(conversation: Conversation): Promise<Conversation[]> {
    const { workspaceId, visitorId, id } = conversation;
    const all = await this.database.read.find(Conversation, {
      where: { workspaceId, visitorId },
      order: { id: 'DESC' },
      take: 11,
    });
    return all.filter((other) => other.id !== id).slice(0, 10);
  }
}
