import { Injectable, Logger } from '@nestjs/common';
import { RecentMessages } from '../conversations/log/recent-messages.service';
import { People } from '../conversations/people.service';
import { VisitorSide } from '../conversations/visitor-side/visitor-side.service';
import { EventBus } from '../events/event-bus';
import type { EventMap } from '../events/event-map';
import { type VisitorConnection, VisitorSockets } from './visitor-sockets';

type Subject = EventMap['standing.changed'];

/** Tells visitors what happens in their conversation, in the order in which it happened. */
@Injectable()
export class VisitorBroadcaster {
  private readonly logger = new Logger('chat');
  /** What has to be looked up first, one after the other; undefined while there is nothing. */
  private pending?: Promise<void>;

  constructor(
    private readonly sockets: VisitorSockets,
    private readonly recent: RecentMessages,
    private readonly people: People,
    private readonly side: VisitorSide,
    events: EventBus,
  ) {
    events.on('message.posted', (event) => this.post(event));
    events.on('message.deleted', (event) => this.later(event.visitorId, () => this.takeBack(event)));
    events.on('message.corrected', (event) => this.later(event.visitorId, () => this.putRight(event)));
    events.on('conversation.changed', (event) => this.later(event.visitorId, () => this.state(event)));
    events.on('visitor.changed', (event) => this.later(event.visitorId, () => this.state(event)));
    // Limits that somebody sets hold on all their pages, at once.
    const limited = ({ subjectKind, subjectId: visitorId }: Subject) => {
      if (subjectKind === 'visitor') this.later(visitorId, () => this.state({ visitorId }));
    };
    events.on('standing.changed', limited);
    events.on('consent.changed', limited);
    events.on('typing.changed', ({ visitorId, accountId, on, kind }) => {
      if (accountId && kind === 'reply')
        this.later(visitorId, async () => this.typing(visitorId, await this.people.nameOf(accountId), on));
    });
  }

  /**
   * At once if all is at hand, so that a message is on its way before the answer to one that was sent after it. Whoever
   * sent it gets that answer, and not the news.
   */
  private post({ visitorId, conversationId, position }: EventMap['message.posted']): void {
    const sockets = this.sockets.of(visitorId);
    if (!sockets.length) return;
    const message = this.recent.find(conversationId, position);
    const others = message ? sockets.filter((connection) => !connection.sending.includes(message.id)) : sockets;
    if (!others.length) return;
    const author = message && (message.from === 'team' ? this.people.remembered(message.authorId) : '');
    if (this.pending || !message || author === undefined) {
      return this.later(visitorId, async () => {
        const found = await this.side.messageAt(conversationId, position);
        if (found) write(others, 'message.posted', found);
      });
    }
    if (message.seq !== null) write(others, 'message.posted', this.side.viewOf(message, author));
  }

  private async takeBack({ visitorId, conversationId, position }: EventMap['message.deleted']): Promise<void> {
    const message = await this.side.messageAt(conversationId, position);
    if (message)
      write(this.sockets.of(visitorId), 'message.deleted', { id: message.id, conversation: conversationId, seq: message.seq });
  }

  private async putRight({ visitorId, conversationId, position }: EventMap['message.corrected']): Promise<void> {
    const correction = await this.side.correctionAt(conversationId, position);
    if (correction) write(this.sockets.of(visitorId), 'message.corrected', correction);
  }

  private async state({ visitorId }: { visitorId: string }): Promise<void> {
    const [first] = this.sockets.of(visitorId);
    if (first) write(this.sockets.of(visitorId), 'conversation.state', await this.side.state(first.session));
  }

  private typing(visitorId: string, name: string, on: boolean): void {
    write(this.sockets.of(visitorId), 'typing', { on, name });
  }

  private later(visitorId: string, work: () => void | Promise<void>): void {
    if (!this.sockets.has(visitorId)) return;
    const next = (this.pending ?? Promise.resolve())
      .then(work)
      .catch((error: Error) => this.logger.error(error.stack))
      .then(() => {
        if (this.pending === next) this.pending = undefined;
      });
    this.pending = next;
  }
}

function write(connections: readonly VisitorConnection[], event: string, data: object): void {
  const text = JSON.stringify({ event, data });
  for (const connection of connections) connection.write(text);
}
