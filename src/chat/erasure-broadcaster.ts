import { Injectable } from '@nestjs/common';
import { ViewsService } from '../common/views/views.service';
import { EventBus } from '../events/event-bus';
import { AgentSockets } from './agent-sockets';
import { removed, replaced, streamFrame } from './streams';
import { VisitorSockets } from './visitor-sockets';

/** Where somebody is erased, their own sockets are closed for good, and what agents see of them goes from their screens. */
@Injectable()
export class ErasureBroadcaster {
  constructor(
    private readonly visitors: VisitorSockets,
    private readonly agents: AgentSockets,
    private readonly views: ViewsService,
    events: EventBus,
  ) {
    events.on('person.erased', ({ subjectKind, subjectId }) => {
      if (subjectKind === 'visitor') this.dismiss(subjectId);
    });
    events.on('messages.expired', ({ workspaceId, conversationId, messageIds }) => {
      const viewers = this.agents.withThread(workspaceId, conversationId);
      if (!viewers.length || !messageIds.length) return;
      const frame = streamFrame(messageIds.map((id) => removed(`message-${id}`)).join(''));
      for (const viewer of viewers) viewer.write(frame);
    });
    events.on('conversation.erased', ({ workspaceId, conversationId }) => this.clear(workspaceId, conversationId));
  }

  /** As if somebody unknown had come: the widget begins anew, with another token. */
  private dismiss(visitorId: string): void {
    for (const connection of [...this.visitors.of(visitorId)]) {
      connection.refuse('visitor.unknown');
      connection.close(1008, 'erased');
    }
  }

  private clear(workspaceId: string, conversationId: string): void {
    const connections = this.agents.of(workspaceId);
    if (!connections.size) return;
    const row = removed(`row-${conversationId}`);
    const thread = replaced(`thread-${conversationId}`, this.views.partial('inbox/erased', { id: conversationId }));
    for (const connection of connections) {
      const html = (connection.session.watchesList ? row : '') + (connection.session.threads.has(conversationId) ? thread : '');
      if (html) connection.write(streamFrame(html));
    }
  }
}
