import { Injectable, Logger } from '@nestjs/common';
import { ViewsService } from '../common/views/views.service';
import { ConversationsService } from '../conversations/conversations.service';
import { CardViews } from '../conversations/inbox/card-views.service';
import { ThreadViews } from '../conversations/inbox/thread-views.service';
import { EventBus } from '../events/event-bus';
import type { EventMap } from '../events/event-map';
import { WebsiteHello } from './website-hello';
import { type AgentConnection, AgentSockets } from './agent-sockets';
import { Presence } from './presence';
import { morphed, seenUpTo, streamFrame } from './streams';

/** Keeps open threads up to date around their messages: the head, the tags, the visitor's card, what was seen, who is there. */
@Injectable()
export class ThreadBroadcaster {
  private readonly logger = new Logger('chat');

  constructor(
    private readonly agents: AgentSockets,
    private readonly conversations: ConversationsService,
    private readonly threads: ThreadViews,
    private readonly cards: CardViews,
    private readonly presence: Presence,
    private readonly views: ViewsService,
    hello: WebsiteHello,
    events: EventBus,
  ) {
    events.on('conversation.changed', (event) => this.guard(this.changed(event)));
    events.on('visitor.changed', (event) => this.guard(this.visitorChanged(event)));
    events.on('viewing.changed', ({ workspaceId, conversationId }) => this.guard(this.tell(workspaceId, conversationId)));
    events.on('typing.changed', ({ workspaceId, conversationId }) => this.guard(this.tell(workspaceId, conversationId)));
    events.on('presence.changed', (event) => this.guard(this.visitorCame(event)));
    events.on('website.greeted', (event) => this.guard(hello.greet(event)));
  }

  private async changed({ workspaceId, conversationId }: EventMap['conversation.changed']): Promise<void> {
    const viewers = this.agents.withThread(workspaceId, conversationId);
    if (!viewers.length) return;
    const conversation = await this.conversations.find(workspaceId, conversationId);
    const [head, tagged] = await Promise.all([this.threads.head(conversation), this.threads.tagged(conversation)]);
    const frame = streamFrame(
      morphed(`thread-head-${conversationId}`, this.views.partial('inbox/head', head)) +
        morphed(`tags-${conversationId}`, this.views.partial('inbox/tags', tagged)) +
        seenUpTo(conversationId, conversation.visitorSeen),
    );
    for (const viewer of viewers) viewer.write(frame);
  }

  private async visitorChanged({ workspaceId, visitorId }: { workspaceId: string; visitorId: string }): Promise<void> {
    for (const [conversationId, viewers] of this.openThreads(workspaceId)) {
      const conversation = await this.conversations.find(workspaceId, conversationId);
      if (conversation.visitorId !== visitorId) continue;
      const head = this.views.partial('inbox/head', await this.threads.head(conversation));
      const card = this.views.partial('inbox/card', await this.cards.of(conversation));
      const frame = streamFrame(morphed(`thread-head-${conversationId}`, head) + morphed(`card-${conversationId}`, card));
      for (const viewer of viewers) viewer.write(frame);
    }
  }

  private async visitorCame({ workspaceId, visitorId }: EventMap['presence.changed']): Promise<void> {
    for (const [conversationId] of this.openThreads(workspaceId)) {
      const conversation = await this.conversations.find(workspaceId, conversationId);
      if (conversation.visitorId === visitorId) await this.tell(workspaceId, conversationId);
    }
  }

  /** Who looks and writes, to everybody who looks. */
  private async tell(workspaceId: string, conversationId: string): Promise<void> {
    const viewers = this.agents.withThread(workspaceId, conversationId);
    if (!viewers.length) return;
    const view = await this.presence.of(workspaceId, conversationId);
    for (const viewer of viewers) viewer.send('presence', view);
  }

  private openThreads(workspaceId: string): Map<string, AgentConnection[]> {
    const open = new Map<string, AgentConnection[]>();
    for (const connection of this.agents.of(workspaceId)) {
      for (const id of connection.session.threads) open.set(id, [...(open.get(id) ?? []), connection]);
    }
    return open;
  }

  private guard(work: Promise<void>): void {
    work.catch((error: Error) => this.logger.error(error.stack));
  }
}
