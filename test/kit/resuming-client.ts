import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FrameSocket } from './frame-socket';
import type { VisitorClient, WireMessage, WireSent, WireState } from './visitor-client';

/**
 * A client as `docs/protocol.md` asks for: sends again under the same id what was not answered, in order; says after each
 * connection the last `seq` that it has; and keeps every promise that it was given, to check them later.
 */
export class ResumingClient {
  /** What was acknowledged, by its id. */
  readonly acked = new Map<string, WireSent & { body: string }>();
  /** What this client holds of the conversation, by `seq`. */
  readonly known = new Map<number, { id: string; body: string }>();
  /** Promises that were not kept. */
  readonly faults: string[] = [];
  private readonly pending: { id: string; body: string }[] = [];
  private last = 0;
  private written = 0;
  private stopped = false;
  private sending = true;
  private running?: Promise<void>;

  constructor(
    readonly name: string,
    readonly visitor: VisitorClient,
    private readonly over: 'socket' | 'http',
  ) {}

  start(): void {
    this.running = this.live();
  }

  /** Writes no more, waits until everything written is acknowledged, and ends. */
  async finish(): Promise<void> {
    this.sending = false;
    await this.running;
  }

  abandon(): void {
    this.stopped = true;
  }

  get conversation(): string | undefined {
    return this.acked.values().next().value?.conversation;
  }

  private async live(): Promise<void> {
    while (!this.done) {
      try {
        await (this.over === 'socket' ? this.liveOnSocket() : this.liveOnHttp());
      } catch {
        await wait(40);
      }
    }
  }

  private get done(): boolean {
    return this.stopped || (!this.sending && this.pending.length === 0);
  }

  private async liveOnSocket(): Promise<void> {
    const socket = await this.visitor.socket();
    try {
      socket.send({ event: 'conversation.resume', data: { after: this.last } });
      for (const message of this.pending) socket.send({ event: 'message.send', data: message });
      while (!this.done) {
        const frame = await socket.next(() => true, 5000);
        this.hear(frame, () => socket.send({ event: 'conversation.resume', data: { after: this.last } }));
        this.write(socket);
      }
    } finally {
      socket.socket.terminate();
    }
  }

  /** Four messages are on their way at any time. */
  private write(socket: FrameSocket): void {
    while (this.sending && this.pending.length < 4) socket.send({ event: 'message.send', data: this.compose() });
  }

  private async liveOnHttp(): Promise<void> {
    while (!this.done) {
      if (this.sending && this.pending.length === 0) this.compose();
      for (const message of [...this.pending]) {
        const { body } = await this.visitor.act('message.send', message);
        this.hear(body, () => undefined);
      }
      const { state, messages } = await this.visitor.resume(this.last);
      this.hear({ event: 'conversation.state', data: state as never }, () => undefined);
      for (const message of messages) this.hear({ event: 'message.posted', data: message as never }, () => undefined);
    }
  }

  private compose(): { id: string; body: string } {
    const message = { id: randomUUID(), body: `${this.name} ${++this.written}` };
    this.pending.push(message);
    return message;
  }

  private hear({ event, data }: { event: string; data: unknown }, resume: () => void): void {
    if (event === 'error') this.faults.push(JSON.stringify(data));
    if (event === 'message.sent') this.acknowledge(data as WireSent);
    if (event === 'message.posted') {
      const { seq, id, body } = data as WireMessage;
      this.keep(seq, { id, body });
    }
    const missing = this.known.size && Math.max(...this.known.keys()) > this.last;
    const behind = event === 'conversation.state' && (data as WireState).lastSeq > this.last + 200;
    if ((event === 'message.posted' && missing) || behind) resume();
  }

  private acknowledge(sent: WireSent): void {
    const index = this.pending.findIndex(({ id }) => id === sent.id);
    const before = this.acked.get(sent.id);
    if (before && before.seq !== sent.seq) this.faults.push(`${sent.id} was ${before.seq}, is ${sent.seq}`);
    if (index < 0) return;
    const [{ body }] = this.pending.splice(index, 1);
    this.acked.set(sent.id, { ...sent, body });
    this.keep(sent.seq, { id: sent.id, body });
  }

  private keep(seq: number, message: { id: string; body: string }): void {
    const held = this.known.get(seq);
    if (held && held.id !== message.id) this.faults.push(`at ${seq}: ${held.id}, then ${message.id}`);
    this.known.set(seq, message);
    while (this.known.has(this.last + 1)) this.last++;
  }
}
