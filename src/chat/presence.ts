import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '../common/ids';
import { ConversationsService } from '../conversations/conversations.service';
import { People } from '../conversations/people.service';
import { TeamPresence } from '../conversations/visitor-side/team-presence.service';
import { VisitorPresence } from '../conversations/visitor-side/visitor-presence.service';
import { EventBus } from '../events/event-bus';
import { AgentSockets } from './agent-sockets';
import { Expiring } from './expiring';
import { VisitorSockets } from './visitor-sockets';

/** Milliseconds. Typing ends by itself; what other nodes say holds until they would have said it again. */
const typingLife = 6000;
const elsewhereLife = 90_000;
const summaryEvery = 30_000;

export interface PresenceView {
  conversation: string;
  agents: { id: string; name: string; writing: boolean }[];
  visitor: { online: boolean; typing: boolean };
}

/** Who is there, who looks at which thread, who writes: in memory only, and gone with the process. */
@Injectable()
export class Presence implements OnApplicationShutdown {
  private readonly node = newId();
  private readonly viewing = new Expiring();
  private readonly writing = new Expiring();
  private readonly elsewhere = new Expiring();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly agents: AgentSockets,
    private readonly visitors: VisitorSockets,
    private readonly people: People,
    private readonly conversations: ConversationsService,
    private readonly events: EventBus,
    team: TeamPresence,
    visitorPresence: VisitorPresence,
  ) {
    team.source = (workspaceId) => agents.of(workspaceId).size > 0 || this.elsewhere.has('team', workspaceId);
    visitorPresence.source = (visitorId) => visitors.has(visitorId) || this.elsewhere.has('visitor', visitorId);
    events.on('viewing.changed', ({ conversationId, accountId, on }) =>
      this.viewing.set(conversationId, accountId, on, elsewhereLife),
    );
    events.on('typing.changed', ({ conversationId, accountId = '', on }) =>
      this.writing.set(conversationId, accountId, on, typingLife),
    );
    events.on('presence.summary', ({ node, visitorIds, workspaceIds, threads }) => {
      if (node === this.node) return;
      for (const id of visitorIds) this.elsewhere.set('visitor', id, true, elsewhereLife);
      for (const id of workspaceIds) this.elsewhere.set('team', id, true, elsewhereLife);
      for (const [conversationId, accountId] of threads) this.viewing.set(conversationId, accountId, true, elsewhereLife);
    });
    this.timer = setInterval(() => this.summarise(), summaryEvery);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async of(workspaceId: string, conversationId: string): Promise<PresenceView> {
    const { visitorId } = await this.conversations.find(workspaceId, conversationId);
    const ids = this.viewing.members(conversationId);
    const names = await this.people.namesOf(ids);
    const agents = ids.map((id) => ({ id, name: names.get(id) ?? '', writing: this.writing.has(conversationId, id) }));
    const online = this.visitors.has(visitorId) || this.elsewhere.has('visitor', visitorId);
    return { conversation: conversationId, agents, visitor: { online, typing: this.writing.has(conversationId, '') } };
  }

  /** Says again what still holds: to this node's own memory, and where there are others, to them. */
  private summarise(): void {
    const threads: [string, string][] = [];
    for (const { session } of this.agents.all()) for (const id of session.threads) threads.push([id, session.agent.account.id]);
    for (const [conversationId, accountId] of threads) this.viewing.set(conversationId, accountId, true, elsewhereLife);
    if (!this.events.relay) return;
    const { visitorIds } = this.visitors;
    this.events.publish('presence.summary', { node: this.node, visitorIds, workspaceIds: this.agents.workspaceIds, threads });
  }
}
