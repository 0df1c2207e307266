import type { IncomingMessage } from 'node:http';
import { UseFilters } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayDisconnect, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { SessionsService } from '../auth/sessions.service';
import { Allow, may } from '../common/access';
import { ChatError } from '../common/errors';
import { ClientAddress } from '../common/http/client-address';
import { ConversationsService } from '../conversations/conversations.service';
import { TriageService } from '../conversations/triage.service';
import { EventBus } from '../events/event-bus';
import { type AgentConnection, type AgentSession, AgentSockets } from './agent-sockets';
import type { Frame } from '../common/frame';
import { FrameErrorFilter } from './frame-error.filter';
import { ListBroadcaster } from './list-broadcaster';
import { Presence } from './presence';
import { type Admission, SocketDoors } from './socket-doors';
import { SocketLimits } from './socket-limits';

const path = '/inbox/socket';
const mostThreads = 50;

/** The agent's socket: what happens in the workspace comes in, and who looks and writes where goes out. */
@UseFilters(FrameErrorFilter)
@Allow('conversation.read')
@WebSocketGateway({ path })
export class AgentGateway implements OnGatewayConnection, OnGatewayDisconnect {
  constructor(
    doors: SocketDoors,
    private readonly sessions: SessionsService,
    private readonly sockets: AgentSockets,
    private readonly limits: SocketLimits,
    private readonly addresses: ClientAddress,
    private readonly conversations: ConversationsService,
    private readonly triage: TriageService,
    private readonly presence: Presence,
    private readonly lists: ListBroadcaster,
    private readonly events: EventBus,
  ) {
    doors.register(path, { handshake: (request) => this.admit(request) });
    events.on('session.ended', ({ accountId, sessionId }) => this.signOut(accountId, sessionId));
    events.on('session.renewed', ({ sessionId, newId }) => this.renew(sessionId, newId));
    events.on('member.changed', ({ workspaceId, accountId }) => this.comeBack(workspaceId, accountId));
  }

  handleConnection(connection: AgentConnection): void {
    this.sockets.add(connection);
    void this.lookAgain(connection);
  }

  handleDisconnect(connection: AgentConnection): void {
    for (const conversationId of [...connection.session.threads]) this.leave(connection, conversationId);
    this.sockets.remove(connection);
  }

  /**
   * `list`: rows and counts; `all`: the messages of every conversation as well. `drawnAt`: when the page on screen was drawn, in
   * milliseconds since 1970, to get what changed since.
   */
  @SubscribeMessage('inbox.watch')
  async watch(connection: AgentConnection, { data }: Frame) {
    const { session } = connection;
    const { list, all, drawnAt } = data;
    if (drawnAt !== undefined && !Number.isSafeInteger(drawnAt)) throw new ChatError('frame.invalid');
    session.watchesList = list === true || all === true;
    session.watchesAll = all === true;
    const isKnown = drawnAt === undefined || (await this.lists.bringSince(connection, drawnAt as number));
    return { event: isKnown ? 'ok' : 'page.old', data: {} };
  }

  @SubscribeMessage('thread.open')
  async open(connection: AgentConnection, { data }: Frame) {
    const { agent, threads } = connection.session;
    const { id } = await this.conversations.find(agent.workspaceId, idOf(data));
    if (threads.size >= mostThreads) this.leave(connection, threads.values().next().value!);
    threads.add(id);
    this.events.publish('viewing.changed', {
      workspaceId: agent.workspaceId,
      conversationId: id,
      accountId: agent.account.id,
      on: true,
    });
    connection.send('presence', await this.presence.of(agent.workspaceId, id));
  }

  @SubscribeMessage('thread.close')
  async close(connection: AgentConnection, { data }: Frame) {
    this.leave(connection, idOf(data));
    return { event: 'ok', data: {} };
  }

  @SubscribeMessage('thread.seen')
  @Allow('conversation.reply')
  async seen({ session }: AgentConnection, { data }: Frame) {
    await this.triage.seen(session.agent, idOf(data));
    return { event: 'ok', data: {} };
  }

  @SubscribeMessage('typing')
  @Allow('conversation.reply')
  async type({ session }: AgentConnection, { data }: Frame) {
    const { agent } = session;
    const { on, kind } = data;
    if (typeof on !== 'boolean' || (kind !== 'reply' && kind !== 'note')) throw new ChatError('frame.invalid');
    const { id: conversationId, visitorId, workspaceId } = await this.conversations.find(agent.workspaceId, idOf(data));
    this.events.publish('typing.changed', { workspaceId, conversationId, visitorId, accountId: agent.account.id, on, kind });
    return { event: 'ok', data: {} };
  }

  @SubscribeMessage('ping')
  async ping() {
    return { event: 'pong', data: {} };
  }

  private async admit(request: IncomingMessage): Promise<Admission<AgentSession>> {
    // A cookie comes along from any page: only our own may use it.
    if (request.headers.origin !== this.addresses.publicOrigin(request)) throw new ChatError('request.foreign_origin');
    const found = await this.sessions.find(request.headers.cookie);
    if (!found) throw new ChatError('sign_in.needed');
    if (found.owesFactor) throw new ChatError('factor.needed');
    if (!may(found.agent, 'conversation.read')) throw new ChatError('access.denied');
    const leave = this.limits.enter(this.addresses.of(request));
    const { agent, sessionId } = found;
    return { session: { agent, sessionId, watchesList: false, watchesAll: false, threads: new Set() }, leave };
  }

  private leave({ session }: AgentConnection, conversationId: string): void {
    const { agent, threads } = session;
    if (!threads.delete(conversationId)) return;
    const { workspaceId, account } = agent;
    const elsewhere = this.sockets
      .withThread(workspaceId, conversationId)
      .some((other) => other.session.agent.account.id === account.id);
    if (!elsewhere) this.events.publish('viewing.changed', { workspaceId, conversationId, accountId: account.id, on: false });
  }

  /** A session can end between the handshake and now, when nobody knew of the socket yet. */
  private async lookAgain(connection: AgentConnection): Promise<void> {
    const { sessionId, agent } = connection.session;
    const isOpen = await this.sessions.isOpen(sessionId).catch(() => true);
    if (!isOpen) this.signOut(agent.account.id, sessionId);
  }

  /** A session that is over has no socket either, at once. */
  private signOut(accountId: string, sessionId?: string): void {
    for (const connection of [...this.sockets.all()]) {
      const { session } = connection;
      if (sessionId ? session.sessionId !== sessionId : session.agent.account.id !== accountId) continue;
      connection.send('signed.out', {});
      connection.close(1008, 'signed out');
    }
  }

  /** Its sockets end with it later, under the name that it has then. */
  private renew(sessionId: string, newId: string): void {
    for (const { session } of this.sockets.all()) if (session.sessionId === sessionId) session.sessionId = newId;
  }

  /** Rights are those of the handshake: whoever has others now shakes hands again. */
  private comeBack(workspaceId: string, accountId: string): void {
    for (const connection of [...this.sockets.of(workspaceId)]) {
      if (connection.session.agent.account.id === accountId) connection.close(1012, 'rights changed');
    }
  }
}

function idOf({ conversation: id }: Record<string, unknown>): string {
  if (typeof id !== 'string' || !/^[0-9a-z]{26}$/.test(id)) throw new ChatError('frame.invalid');
  return id;
}
