import { Injectable } from '@nestjs/common';
import { EventBus } from '../../events/event-bus';
import type { StoredMessage } from './thread.types';

/** Messages remembered, so that telling the team and the visitor of a message needs no read. */
const kept = 1024;

@Injectable()
export class RecentMessages {
  private readonly messages = new Map<string, StoredMessage>();

  constructor(events: EventBus) {
    // Also when another node deleted it: whoever tells of the deletion must not find the text here.
    events.on('message.deleted', ({ conversationId, position }) => this.forget(conversationId, position));
    events.on('message.corrected', ({ conversationId, position }) => this.forget(conversationId, position));
    events.on('messages.expired', ({ conversationId, positions }) => {
      for (const position of positions) this.forget(conversationId, position);
    });
    events.on('conversation.erased', ({ conversationId }) => this.forgetAll(conversationId));
  }

  keep(message: StoredMessage): void {
    this.messages.set(keyOf(message.conversationId, message.position), message);
    if (this.messages.size > kept) this.messages.delete(this.messages.keys().next().value!);
  }

  find(conversationId: string, position: number): StoredMessage | undefined {
    return this.messages.get(keyOf(conversationId, position));
  }

  private forgetAll(conversationId: string): void {
    for (const key of this.messages.keys()) if (key.startsWith(`${conversationId}/`)) this.messages.delete(key);
  }

  private forget(conversationId: string, position: number): void {
    this.messages.delete(keyOf(conversationId, position));
  }
}

const keyOf = (conversationId: string, position: number) => `${conversationId}/${position}`;
