import { Injectable } from '@nestjs/common';
import { EventBus } from '../../events/event-bus';

/** Who has which conversation open, on all nodes: messages are translated for those, and for nobody else. */
@Injectable()
export class Lookers {
  private readonly byConversation = new Map<string, Set<string>>();

  constructor(events: EventBus) {
    events.on('viewing.changed', ({ conversationId, accountId, on }) => this.note(conversationId, accountId, on));
  }

  of(conversationId: string): ReadonlySet<string> {
    return this.byConversation.get(conversationId) ?? nobody;
  }

  private note(conversationId: string, accountId: string, on: boolean): void {
    const accounts = this.byConversation.get(conversationId) ?? new Set();
    if (on) this.byConversation.set(conversationId, accounts.add(accountId));
    else accounts.delete(accountId);
    if (!accounts.size) this.byConversation.delete(conversationId);
  }
}

const nobody: ReadonlySet<string> = new Set();
