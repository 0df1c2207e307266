import type { Attachment, ConversationState, Fault, Message, ServerFrame } from '../protocol';
import type { Shell } from '../shell';
import { Connection } from '../transport/connection';
import { PollLink } from '../transport/poll-link';
import { SocketLink } from '../transport/socket-link';
import { Amendments } from './amendments';
import { Answers } from './answers';
import { Archive } from './archive';
import { CatchUp } from './catch-up';
import type { ChatEvents } from './chat-events';
import { Consent } from './consent';
import { Delivery } from './delivery';
import { FirstWords } from './first-words';
import type { Outgoing } from './outgoing';
import { Timeline } from './timeline';
import { TypingMark } from './typing-mark';
import { unknownVisitor, Visitor } from './visitor';

/** The conversation as the visitor's browser knows it, and everything one can do with it. */
export class Chat {
  readonly timeline = new Timeline();
  readonly visitor: Visitor;
  readonly archive: Archive;
  readonly typing: TypingMark;
  readonly consent: Consent;
  readonly first: FirstWords;
  state?: ConversationState;
  /** The server will not have us: nothing can be sent from this page. */
  refused = false;
  private readonly delivery: Delivery;
  private readonly connection: Connection;
  private readonly answers = new Answers();
  private readonly amendments = new Amendments(this, () => this.events.changed());
  private usedToken?: string;
  private readonly catchUp: CatchUp;

  constructor(
    readonly shell: Shell,
    private readonly events: ChatEvents,
  ) {
    const { base, memory } = shell;
    const position = () => ({ after: this.timeline.last, state: this.state?.version });
    this.visitor = new Visitor(shell);
    this.first = new FirstWords(shell);
    this.archive = new Archive(base, this.visitor);
    this.typing = new TypingMark(() => events.changed());
    this.catchUp = new CatchUp(
      () => ({ held: this.timeline.last, known: this.state?.lastSeq ?? 0, connected: this.connected }),
      (frame) => this.connection.send(frame),
    );
    // Before the first message there is nobody whom a choice could be kept of.
    this.consent = new Consent(shell, () =>
      this.connected && this.state?.conversation ? (frame) => void this.connection.send(frame) : undefined,
    );
    this.delivery = new Delivery(memory, () => this.connection, events.changed, this.consent);
    this.connection = new Connection(
      {
        socket: (token) => (link) => new SocketLink(base, token, link),
        poll: (token) => (link) => new PollLink(base, token, position, link),
      },
      {
        token: async () => (this.usedToken = await this.visitor.ensure()),
        up: () => this.resume(),
        frame: (frame) => this.receive(frame),
        down: () => this.disconnected(),
        refused: (fault) => this.turnedAway(fault),
      },
    );
  }

  get connected(): boolean {
    return this.connection.up;
  }

  /** Whether a connection is wanted: before the visitor's first act, none is. */
  get started(): boolean {
    return this.connection.started;
  }

  get outgoing(): readonly Outgoing[] {
    return this.delivery.list.all;
  }

  get unread(): Message[] {
    const { state, timeline } = this;
    if (!state) return [];
    return timeline.messages.filter(
      ({ from, seq, conversation, deleted }) =>
        from === 'team' && !deleted && conversation === state.conversation && seq > state.visitorSeen,
    );
  }

  start(): void {
    this.connection.start();
  }

  wake(): void {
    this.connection.wake();
  }

  send(body: string, attachments: Attachment[]): void {
    this.delivery.add(body, attachments, this.first.answered);
    this.go();
  }

  retry(): void {
    this.delivery.list.retry();
    this.go();
    this.connection.wake();
  }

  choose(granted: readonly string[]): void {
    this.consent.choose(granted);
    this.events.changed();
  }

  seen(seq: number): void {
    if (!this.state || !this.connection.up || seq <= this.state.visitorSeen) return;
    this.state.visitorSeen = seq;
    this.connection.send({ event: 'conversation.seen', data: { seq } });
    this.events.changed();
  }

  type(on: boolean): void {
    if (this.state?.conversation) this.connection.send({ event: 'typing', data: { on } });
  }

  viewed(url: string, title: string): void {
    this.connection.send({ event: 'page.view', data: { url, title } });
  }

  /** Resolves with what was refused, if it was. */
  updateContact(data: { name?: string; email?: string }): Promise<Fault | undefined> {
    return this.answers.ask((ref) => this.connection.send({ event: 'visitor.update', data, ref }));
  }

  /** Another user, another conversation: everything of the one before is dropped. */
  forget(): void {
    this.connection.stop();
    for (const { id } of this.outgoing) this.delivery.list.settle(id);
    this.leave();
    this.shell.memory.forget();
  }

  /** Another tab got a token, or dropped it. */
  follow(): void {
    const { token } = this.visitor;
    if (this.usedToken && token !== this.usedToken) {
      this.connection.stop();
      this.leave();
    }
    if (token) this.connection.start();
  }

  private go(): void {
    this.refused = false;
    this.connection.start();
    this.delivery.run();
    this.events.changed();
  }

  private leave(): void {
    this.timeline.clear();
    this.consent.forget();
    this.state = this.usedToken = undefined;
    this.first.leave();
    this.events.changed();
  }

  private resume(): void {
    this.catchUp.resume();
    this.delivery.run();
    this.events.connected();
    this.events.changed();
  }

  private disconnected(): void {
    this.delivery.lost();
    // What was not answered may not have arrived: said again when we are back.
    this.consent.forget();
    this.typing.set(undefined);
    this.catchUp.stop();
    this.events.changed();
  }

  /** Returns whether to try again. */
  private turnedAway({ code, retryAfter }: Partial<Fault>): boolean {
    if (unknownVisitor(code)) {
      const used = this.usedToken;
      this.leave();
      this.visitor.reject(used);
      // No new identifier until there is something to say, unless another tab has one or the page vouches for its user.
      if (this.visitor.mayRenew()) return this.delivery.list.waiting || !!this.visitor.token || !!this.visitor.identity;
    } else if (retryAfter || /^(server|storage|rate)\./.test(code ?? '')) return true;
    this.refused = true;
    this.delivery.list.refuseAll();
    this.events.changed();
    return false;
  }

  private receive(frame: ServerFrame): void {
    if (frame.event === 'message.posted') this.posted(frame.data);
    else if (frame.event === 'message.sent') this.confirmed(frame.data);
    else if (frame.event === 'conversation.state') this.stated(frame.data);
    else if (frame.event === 'typing') this.typing.set(frame.data.on ? (frame.data.name ?? '') : undefined);
    else if (frame.event === 'visitor.updated' && this.state)
      this.state.visitor = { verified: false, ...this.state.visitor, ...frame.data };
    else if (frame.event === 'consent.recorded') this.consent.recorded(frame.data);
    else if (frame.event === 'error') this.faulted(frame.data);
    this.amendments.take(frame);
    this.answers.take(frame);
    this.events.changed();
  }

  private stated(state: ConversationState): void {
    const before = this.state;
    this.connection.settled();
    this.timeline.enter(state.conversation);
    this.state = state;
    this.first.stated(state);
    void this.amendments.stated(state);
    // Our own mark may be ahead of what the server had when it wrote this.
    if (before?.conversation === state.conversation) state.visitorSeen = Math.max(state.visitorSeen, before.visitorSeen);
    if (state.lastSeq > (this.timeline.last ?? 0)) this.catchUp.watch();
    this.consent.tell();
    this.consent.recall();
  }

  private posted(message: Message): void {
    const outcome = this.timeline.accept(message);
    if (outcome === 'gap') return this.catchUp.fillGap();
    this.delivery.list.settle(message.id);
    this.first.posted(message);
    if (outcome === 'known') return;
    if (message.from === 'team') this.typing.set(undefined);
    this.events.arrived(message);
  }

  private confirmed({ id, conversation, seq, at }: { id: string; conversation: string; seq: number; at: string }): void {
    this.consent.settle(); // It went ahead of the message.
    const entry = this.delivery.list.sent(id);
    if (!entry) return;
    const { body, attachments } = entry;
    this.posted({ id, conversation, seq, from: 'visitor', author: null, body, attachments, at, deleted: false });
  }

  private faulted(fault: Fault): void {
    if (fault.id && !unknownVisitor(fault.code)) this.delivery.refused(fault.id, fault);
  }
}
