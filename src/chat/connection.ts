import type { Frame } from '../common/frame';
import type { ErrorCode } from '../common/errors';
import { ChatError } from '../common/errors';
import type { WebSocket } from 'ws';
import { TokenBucket } from './token-bucket';

export interface Answer {
  event: string;
  data: object;
}

/**
 * The event that comes ten thousand times a second: straight to its method, past Nest's guards and pipes. They have nothing
 * to say where the handshake has settled everything, and cost a quarter of the memory that a message takes.
 */
export interface DirectEvent {
  event: string;
  handle: (connection: Connection<never>, frame: Frame) => Promise<Answer>;
}

/** Bytes that wait for a client that does not read; past it the client is closed, and others do not notice. */
const mostBuffered = 1024 * 1024;

/** A socket that was let in, and whose it is. */
export class Connection<Session = unknown> {
  /** Cleared by each sweep, set by each sign of life. */
  alive = true;
  readonly frames = new TokenBucket();
  /** Messages of this connection under way: it gets an answer to these, not the news of them. */
  sending: string[] = [];

  constructor(
    readonly socket: WebSocket,
    readonly session: Session,
    readonly direct?: DirectEvent,
  ) {}

  send(event: string, data: object, ref?: string): void {
    this.write(JSON.stringify(ref === undefined ? { event, data } : { event, data, ref }));
  }

  /** Writes a frame that was made before, perhaps for many. */
  write(text: string | Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > mostBuffered) return this.close(1013, 'not read');
    this.socket.send(text, { binary: false });
  }

  refuse(error: ChatError | ErrorCode, ref?: string, id?: string): void {
    const wire = (error instanceof ChatError ? error : new ChatError(error)).toWire();
    this.send('error', id === undefined ? wire : { ...wire, id }, ref);
  }

  /** Ends the socket; one that does not even answer the goodbye is cut off. */
  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), 2000).unref();
  }
}
