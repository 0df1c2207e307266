import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

const headBytes = 8;

export interface ChannelEnd {
  /** The number of the call, 0 for none. */
  receive(number: number, message: unknown): void;
  /** How many bytes a frame may have; a plugin that sends more is at fault. */
  most(number: number): number;
  /** Too much, or not readable: the channel cannot be used after that. */
  broken(): void;
}

/**
 * The host's end of the line to a plugin: frames of length, number of the call and a value. Whatever runs in the plugin's
 * process can write to it, so a length is checked before anything is kept, and nothing that arrives can throw.
 */
export class Channel {
  private waiting: Buffer[] = [];
  private size = 0;
  private head?: Buffer;
  private broke = false;
  private corked = false;

  constructor(
    private readonly socket: Duplex,
    private readonly end: ChannelEnd,
  ) {
    socket.on('data', (chunk: Buffer) => this.hear(chunk));
    // Whoever supervises the process learns of its end from the process.
    socket.on('error', () => {});
  }

  send(number: number, message: unknown): void {
    if (this.socket.destroyed || !this.socket.writable) return;
    const payload = serialize(message);
    const head = Buffer.allocUnsafe(headBytes);
    head.writeUInt32BE(payload.length, 0);
    head.writeUInt32BE(number, 4);
    if (!this.corked) {
      this.corked = true;
      this.socket.cork();
      setImmediate(() => {
        this.corked = false;
        this.socket.uncork();
      });
    }
    this.socket.write(head);
    this.socket.write(payload);
  }

  close(): void {
    this.broke = true;
    this.waiting = [];
    this.socket.destroy();
  }

  private hear(chunk: Buffer): void {
    if (this.broke) return;
    this.waiting.push(chunk);
    this.size += chunk.length;
    while (!this.broke) {
      if (!this.head && this.size >= headBytes) this.head = this.take(headBytes);
      if (!this.head) return;
      const length = this.head.readUInt32BE(0);
      const number = this.head.readUInt32BE(4);
      if (length > this.end.most(number)) return this.fail();
      if (this.size < length) return;
      this.head = undefined;
      this.read(number, this.take(length));
    }
  }

  private read(number: number, payload: Buffer): void {
    let message: unknown;
    try {
      message = deserialize(payload);
    } catch {
      return this.fail();
    }
    this.end.receive(number, message);
  }

  private take(count: number): Buffer {
    const all = this.waiting.length === 1 ? this.waiting[0] : Buffer.concat(this.waiting, this.size);
    const rest = all.subarray(count);
    this.waiting = rest.length ? [rest] : [];
    this.size = rest.length;
    return all.subarray(0, count);
  }

  private fail(): void {
    this.close();
    this.end.broken();
  }
}
