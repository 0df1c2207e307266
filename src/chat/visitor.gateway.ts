import type { IncomingMessage } from 'node:http';
import { UseFilters } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayDisconnect, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { BanList } from '../bans/ban-list.service';
import { Public } from '../common/access';
import { ClientAddress } from '../common/http/client-address';
import { type Speaker, VisitorVerbs } from '../conversations/visitor-side/visitor-verbs.service';
import { EventBus } from '../events/event-bus';
import { Arrivals } from '../visitors/arrivals.service';
import { VisitorFactsService } from '../visitors/visitor-facts.service';
import { VisitorsService } from '../visitors/visitors.service';
import { WebsitesService } from '../workspaces/websites.service';
import type { Frame } from '../common/frame';
import { FrameErrorFilter } from './frame-error.filter';
import { type Admission, SocketDoors } from './socket-doors';
import { SocketLimits } from './socket-limits';
import { type VisitorConnection, type VisitorSession, VisitorSockets } from './visitor-sockets';

const path = '/widget/v1/socket';

/** The visitor's socket. Who it is was settled in the handshake; nothing in a frame can change it. */
@UseFilters(FrameErrorFilter)
@Public('a visitor shows a token in the handshake')
@WebSocketGateway({ path })
export class VisitorGateway implements OnGatewayConnection, OnGatewayDisconnect {
  constructor(
    doors: SocketDoors,
    private readonly verbs: VisitorVerbs,
    private readonly sockets: VisitorSockets,
    private readonly limits: SocketLimits,
    private readonly visitors: VisitorsService,
    private readonly facts: VisitorFactsService,
    private readonly arrivals: Arrivals,
    private readonly bans: BanList,
    private readonly websites: WebsitesService,
    private readonly addresses: ClientAddress,
    private readonly events: EventBus,
  ) {
    doors.register(path, {
      handshake: (request) => this.admit(request),
      direct: { event: 'message.send', handle: (connection: VisitorConnection, frame) => this.send(connection, frame) },
    });
  }

  handleConnection(connection: VisitorConnection): void {
    const { workspaceId, visitorId } = connection.session;
    if (this.sockets.add(connection)) this.events.publish('presence.changed', { workspaceId, visitorId, online: true });
  }

  handleDisconnect(connection: VisitorConnection): void {
    const { workspaceId, visitorId } = connection.session;
    if (this.sockets.remove(connection)) this.events.publish('presence.changed', { workspaceId, visitorId, online: false });
  }

  @SubscribeMessage('message.send')
  async send(connection: VisitorConnection, { data }: Frame) {
    const { session } = connection;
    const speaker = speakerOf(session);
    const id = typeof data.id === 'string' ? data.id : '';
    connection.sending.push(id);
    try {
      const news = data.consent !== undefined || (session.denies && !session.denialKept);
      if (news || session.choosing) await this.choice(session, data.consent);
      const answer = await this.verbs.send(speaker, data);
      session.facts = undefined;
      return answer;
    } finally {
      connection.sending.splice(connection.sending.indexOf(id), 1);
    }
  }

  @SubscribeMessage('consent.choose')
  choose({ session }: VisitorConnection, { data }: Frame) {
    return this.choice(session, data);
  }

  @SubscribeMessage('conversation.resume')
  async resume(connection: VisitorConnection, { data, ref }: Frame) {
    const [state, ...missed] = await this.verbs.resume(identityOf(connection), data);
    connection.send(state.event, state.data, ref);
    for (const { event, data: message } of missed) connection.send(event, message);
  }

  @SubscribeMessage('conversation.seen')
  seen(connection: VisitorConnection, { data }: Frame) {
    return this.verbs.seen(identityOf(connection), data);
  }

  @SubscribeMessage('typing')
  type(connection: VisitorConnection, { data }: Frame) {
    return this.verbs.type(identityOf(connection), data);
  }

  @SubscribeMessage('visitor.update')
  async update(connection: VisitorConnection, { data }: Frame) {
    return this.verbs.update(speakerOf(connection.session), data);
  }

  @SubscribeMessage('page.view')
  viewPage(connection: VisitorConnection, { data }: Frame) {
    return this.verbs.viewPage(identityOf(connection), data);
  }

  @SubscribeMessage('ping')
  async ping() {
    return { event: 'pong', data: {} };
  }

  /** One after the other, and before the messages that come after it: frames keep their order. */
  private choice(session: VisitorSession, data?: unknown) {
    const { visitorId, websiteId, workspaceId, denies } = session;
    const speaker = { visitorId, websiteId, workspaceId, denies };
    const kept = (session.choosing ?? Promise.resolve()).then(() => this.verbs.choose(speaker, data));
    const settled = kept.then(
      () => (session.denialKept = true),
      () => undefined,
    );
    session.choosing = settled;
    void settled.then(() => session.choosing === settled && (session.choosing = undefined));
    return kept;
  }

  private async admit(request: IncomingMessage): Promise<Admission<VisitorSession>> {
    const { visitorId, websiteId, workspaceId, website, isNew } = await this.visitors.identify(tokenOf(request));
    const { origin } = request.headers;
    const isOwn = this.addresses.isFromOwnPage(request);
    this.websites.admit(website, { origin, isOwn }, this.addresses.publicOrigin(request));
    const address = this.addresses.of(request);
    const identity = { visitorId, websiteId, workspaceId };
    await this.bans.check({ ...identity, address });
    const leave = this.limits.enter(address, websiteId);
    if (!isNew) this.arrivals.note(identity, address);
    const traces = { userAgent: request.headers['user-agent'], acceptLanguage: request.headers['accept-language'], address };
    const facts = isNew ? this.facts.later(website, visitorId, traces) : undefined;
    const denies = request.headers['sec-gpc'] === '1';
    return { session: { ...identity, address, facts, denies }, leave };
  }
}

/** The token travels as a subprotocol, so that it stands in no address and no log. */
function tokenOf(request: IncomingMessage): string | undefined {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  return offered.find((protocol) => protocol.startsWith('token.'))?.slice('token.'.length);
}

const identityOf = ({ session }: VisitorConnection): Speaker => ({
  visitorId: session.visitorId,
  websiteId: session.websiteId,
  workspaceId: session.workspaceId,
});

const speakerOf = ({ visitorId, websiteId, workspaceId, facts }: VisitorSession): Speaker => ({
  visitorId,
  websiteId,
  workspaceId,
  facts,
});
