import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../conversations/conversation.entity';
import { MessagesService } from '../../conversations/messages.service';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { AddressHash } from '../address-hash';
import { FollowUp } from './follow-up.entity';

/**
 * Addresses whose own mail server said that they do not work. Whoever goes on writing to such addresses is soon taken for a sender of
 * unwanted mail, and then nobody is reached.
 */
@Injectable()
export class DeadAddresses {
  constructor(
    private readonly database: Database,
    private readonly hash: AddressHash,
    private readonly messages: MessagesService,
  ) {}

  async mark(tx: Transaction, workspaceId: string, conversationId: string, address: string): Promise<void> {
    const sql = 'UPDATE follow_up SET bounced_address = ? WHERE conversation_id = ? AND workspace_id = ?';
    await tx.run(sql, [this.hash.of(workspaceId, address), conversationId, workspaceId]);
  }

  has(workspaceId: string, address: string): Promise<boolean> {
    return this.database.read.existsBy(FollowUp, { workspaceId, bouncedAddress: this.hash.of(workspaceId, address) });
  }

  /** The team learns in each conversation, once for each address, that the visitor cannot be written to. */
  async tell({ id, workspaceId }: Conversation, address: string): Promise<void> {
    const hash = this.hash.of(workspaceId, address);
    if (await this.database.read.existsBy(FollowUp, { conversationId: id, bouncedAddress: hash })) return;
    await this.messages.postOccurrence(workspaceId, id, `${id}-${hash.slice(0, 12)}`, 'mail_unreachable');
  }
}
