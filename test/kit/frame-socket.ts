import { type ClientOptions, WebSocket } from 'ws';

export interface ReceivedFrame<Data = Record<string, unknown>> {
  event: string;
  data: Data;
  ref?: string;
}

/** A handshake that was answered with an HTTP error. */
export class HandshakeRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly sentence: string,
  ) {
    super(`${status} ${code}`);
  }
}

const patienceMillis = 8000;

/** A bare socket of JSON frames: what came in is kept in order, and can be awaited. */
export class FrameSocket {
  /** Everything that came, in order. */
  readonly received: ReceivedFrame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly untaken: ReceivedFrame[] = [];
  private readonly waiting = new Set<() => void>();
  private refs = 0;
  private isClosed = false;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (bytes) => this.receive(JSON.parse(bytes.toString()) as ReceivedFrame));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.isClosed = true;
        resolve({ code, reason: reason.toString() });
        for (const wake of [...this.waiting]) wake();
      });
    });
  }

  /** @throws HandshakeRefused */
  static async open(url: string, protocols: string[], options: ClientOptions = {}): Promise<FrameSocket> {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), protocols, { perMessageDeflate: false, ...options });
    const frames = new FrameSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', reject);
      socket.on('unexpected-response', (_request, response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          const { error } = JSON.parse(text) as { error: { code: string; message: string } };
          reject(new HandshakeRefused(response.statusCode!, error.code, error.message));
          socket.terminate();
        });
      });
    });
    return frames;
  }

  /** An object is sent as JSON; a text or bytes as they are. */
  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Sends an event and waits for what answers it. */
  ask<Data = Record<string, unknown>>(event: string, data: unknown = {}): Promise<ReceivedFrame<Data>> {
    const ref = `ref-${++this.refs}`;
    this.send({ event, data, ref });
    return this.next((frame) => frame.ref === ref);
  }

  /** The first frame of this kind that nobody took yet, now or when it comes. */
  async next<Data = Record<string, unknown>>(
    wanted: string | ((frame: ReceivedFrame) => boolean),
    millis = patienceMillis,
  ): Promise<ReceivedFrame<Data>> {
    const fits = typeof wanted === 'string' ? (frame: ReceivedFrame) => frame.event === wanted : wanted;
    const until = Date.now() + millis;
    for (;;) {
      const index = this.untaken.findIndex(fits);
      if (index >= 0) return this.untaken.splice(index, 1)[0] as ReceivedFrame<Data>;
      if (this.isClosed || !(await this.more(until - Date.now()))) {
        const seen = this.received.slice(-5).map((frame) => JSON.stringify(frame).slice(0, 200));
        const when = this.isClosed ? 'before the socket closed' : `within ${millis} ms`;
        throw new Error(`No frame "${String(wanted)}" came ${when}. The last ones:\n${seen.join('\n')}`);
      }
    }
  }

  all<Data = Record<string, unknown>>(event: string): ReceivedFrame<Data>[] {
    return this.received.filter((frame) => frame.event === event) as ReceivedFrame<Data>[];
  }

  /** Settles when the server has read everything sent so far, and all that it answered is here. */
  async settled(): Promise<void> {
    await this.ask('ping');
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  private more(millis: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(done);
        resolve(false);
      }, millis);
      this.waiting.add(done);
    });
  }

  private receive(frame: ReceivedFrame): void {
    this.received.push(frame);
    this.untaken.push(frame);
    for (const wake of [...this.waiting]) wake();
  }
}
