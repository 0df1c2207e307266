import { Injectable, Logger } from '@nestjs/common';
import { ViewsService } from '../common/views/views.service';
import { MessageViews } from '../conversations/inbox/message-views.service';
import { MessageReader } from '../conversations/log/message-reader.service';
import { EventBus } from '../events/event-bus';
import type { EventMap } from '../events/event-map';
import { AgentSockets } from './agent-sockets';
import { appended, replaced, streamFrame } from './streams';

type Posted = EventMap['message.posted'] & { deleted?: boolean };

/**
 * Brings messages to the agents who look: each is rendered once, by the partial that the page uses, and what one commit brought goes
 * out in one frame to each agent.
 */
@Injectable()
export class MessageBroadcaster {
  private readonly logger = new Logger('chat');
  private waiting: Posted[] = [];
  private running = false;

  constructor(
    private readonly agents: AgentSockets,
    private readonly reader: MessageReader,
    private readonly messages: MessageViews,
    private readonly views: ViewsService,
    events: EventBus,
  ) {
    events.on('message.posted', (event) => this.add(event));
    events.on('message.deleted', (event) => this.add({ ...event, deleted: true }));
    events.on('message.corrected', (event) => this.add({ ...event, deleted: true }));
  }

  private add(posted: Posted): void {
    if (!this.agents.of(posted.workspaceId).size) return;
    this.waiting.push(posted);
    if (this.running) return;
    this.running = true;
    // After everything that the same commit brought was announced, and before anything else.
    queueMicrotask(() => void this.drain());
  }

  private async drain(): Promise<void> {
    while (this.waiting.length) {
      const batch = this.waiting;
      this.waiting = [];
      await this.bring(batch).catch((error: Error) => this.logger.error(error.stack));
    }
    this.running = false;
  }

  private async bring(batch: Posted[]): Promise<void> {
    const rendered: { posted: Posted; html: string }[] = [];
    for (const posted of batch) {
      if (!this.isWanted(posted)) continue;
      const message = await this.reader.at(posted.conversationId, posted.position);
      if (!message) continue;
      const view =
        this.messages.remembered(message, posted.visitorId) ?? (await this.messages.all([message], posted.visitorId))[0];
      const html = this.views.partial('inbox/message', view);
      const stream = posted.deleted
        ? replaced(`message-${message.id}`, html)
        : appended(`messages-${posted.conversationId}`, html);
      rendered.push({ posted, html: stream });
    }
    const ofWorkspace = new Map<string, typeof rendered>();
    for (const one of rendered) {
      const others = ofWorkspace.get(one.posted.workspaceId);
      if (others) others.push(one);
      else ofWorkspace.set(one.posted.workspaceId, [one]);
    }
    for (const [workspaceId, all] of ofWorkspace) this.hand(workspaceId, all);
  }

  private hand(workspaceId: string, rendered: { posted: Posted; html: string }[]): void {
    let whole: Buffer | undefined;
    for (const connection of this.agents.of(workspaceId)) {
      const { watchesAll, threads } = connection.session;
      if (watchesAll) {
        connection.write((whole ??= streamFrame(rendered.map(({ html }) => html).join(''))));
        continue;
      }
      const own = rendered.filter(({ posted }) => threads.has(posted.conversationId));
      if (own.length) connection.write(streamFrame(own.map(({ html }) => html).join('')));
    }
  }

  private isWanted({ workspaceId, conversationId }: Posted): boolean {
    for (const { session } of this.agents.of(workspaceId)) {
      if (session.watchesAll || session.threads.has(conversationId)) return true;
    }
    return false;
  }
}
