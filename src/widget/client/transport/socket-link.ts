import type { ClientFrame, Fault, ServerFrame } from '../protocol';
import type { Link, LinkEvents } from './link';

const openWithin = 4_000;
const answerWithin = 5_000;
const silence = 25_000;
const justHeard = 3_000;

/** The WebSocket way. The token travels as a subprotocol, never in the address. */
export class SocketLink implements Link {
  private socket?: WebSocket;
  private heard = Date.now();
  private fault?: Partial<Fault>;
  private deadline?: ReturnType<typeof setTimeout>;
  private readonly pulse = setInterval(() => this.keepAlive(), 5_000);
  private over = false;

  constructor(
    base: string,
    token: string,
    private readonly events: LinkEvents,
  ) {
    this.deadline = setTimeout(() => this.end(), openWithin);
    try {
      const socket = (this.socket = new WebSocket(`${base.replace(/^http/, 'ws')}/widget/v1/socket`, [
        'parlour.v1',
        `token.${token}`,
      ]));
      socket.onopen = () => {
        clearTimeout(this.deadline);
        if (!this.over) this.events.up();
      };
      socket.onmessage = ({ data }) => this.receive(String(data));
      socket.onclose = ({ code }) => this.end(code);
      // A socket that a policy forbids tells of an error and never closes.
      socket.onerror = () => this.end();
    } catch {
      // A policy of the page may forbid sockets with an exception; the long poll takes over.
      setTimeout(() => this.end());
    }
  }

  send(frame: ClientFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  check(): void {
    if (this.socket?.readyState !== WebSocket.OPEN || Date.now() - this.heard < justHeard) return;
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => this.end(), answerWithin);
    this.send({ event: 'ping', data: {} });
  }

  close(): void {
    this.over = true;
    clearTimeout(this.deadline);
    clearInterval(this.pulse);
    this.socket?.close();
  }

  private keepAlive(): void {
    if (document.visibilityState === 'visible' && Date.now() - this.heard > silence) {
      this.check();
    }
  }

  private receive(text: string): void {
    if (this.over) return;
    this.heard = Date.now();
    clearTimeout(this.deadline);
    const frame = JSON.parse(text) as ServerFrame;
    if (frame.event === 'server.closing') this.fault = { retryAfter: frame.data.retryAfter / 1000 };
    if (frame.event === 'error') this.fault = frame.data;
    this.events.frame(frame);
  }

  private end(code?: number): void {
    if (this.over) return;
    this.close();
    // What an earlier frame was refused for does not explain a close that names no refusal.
    const explained = code === 1008 || code === 1001 || code === 1012 ? this.fault : undefined;
    this.events.down(explained ?? (code === 1013 ? { retryAfter: 5 } : undefined));
  }
}
