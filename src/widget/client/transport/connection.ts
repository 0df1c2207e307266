import type { ClientFrame, Fault, ServerFrame } from '../protocol';
import { backOff } from './back-off';
import { Refusal } from './http';
import type { Link, MakeLink } from './link';

export interface Ways {
  socket: (token: string) => MakeLink;
  poll: (token: string) => MakeLink;
}

export interface ConnectionEvents {
  /** Gives the token, making one if there is none. */
  token(): Promise<string>;
  up(): void;
  frame(frame: ServerFrame): void;
  down(): void;
  /** The server refused us. Returns whether another attempt makes sense. */
  refused(fault: Partial<Fault>): boolean;
}

const socketsBeforePolling = 2;
const probeEvery = 60_000;

/** Keeps one link up for as long as it is wanted: a socket, or the long poll where sockets do not get through. */
export class Connection {
  up = false;
  private wanted = false;
  private link?: Link;
  private candidate?: Link;
  private turn = 0;
  private attempt = 0;
  private failedSockets = 0;
  private retrying?: ReturnType<typeof setTimeout>;
  private probing?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly ways: Ways,
    private readonly events: ConnectionEvents,
  ) {}

  get started(): boolean {
    return this.wanted;
  }

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    void this.open();
  }

  stop(): void {
    this.wanted = false;
    this.drop();
  }

  send(frame: ClientFrame): void {
    this.link?.send(frame);
  }

  /** What the server says arrives: the next trouble starts with short pauses again. */
  settled(): void {
    this.attempt = 0;
  }

  /** Back from sleep, from another tab, from being offline. */
  wake(): void {
    if (!this.wanted) return;
    if (this.up) this.link?.check();
    else if (this.retrying) void this.open();
  }

  /** The link looks open and does not answer. */
  restart(): void {
    if (!this.wanted) return;
    this.drop();
    this.again();
  }

  private async open(): Promise<void> {
    const turn = ++this.turn;
    clearTimeout(this.retrying);
    this.retrying = undefined;
    try {
      const token = await this.events.token();
      if (turn === this.turn) this.connect(token, turn);
    } catch (error) {
      if (turn === this.turn) this.down(error instanceof Refusal ? error.fault : undefined);
    }
  }

  private connect(token: string, turn: number): void {
    const polling = this.failedSockets >= socketsBeforePolling;
    this.link = (polling ? this.ways.poll : this.ways.socket)(token)({
      up: () => {
        if (turn !== this.turn) return;
        this.up = true;
        if (polling) this.probe(token, turn);
        else this.failedSockets = 0;
        this.events.up();
      },
      frame: (frame) => {
        if (turn === this.turn) this.events.frame(frame);
      },
      down: (fault) => {
        if (turn !== this.turn) return;
        // After a poll that failed as well, one socket is tried in between: perhaps it was the server that was away.
        if (polling) this.failedSockets = socketsBeforePolling - 1;
        else if (!this.up && ++this.failedSockets === socketsBeforePolling) {
          this.drop();
          void this.open();
          return;
        }
        this.down(fault);
      },
    });
  }

  /** While polling, a socket is tried from time to time, and takes over once it is open. */
  private probe(token: string, turn: number): void {
    this.probing = setTimeout(() => {
      if (turn !== this.turn) return;
      let taken = 0;
      this.candidate = this.ways.socket(token)({
        up: () => {
          if (turn !== this.turn) return;
          this.link?.close();
          this.link = this.candidate;
          this.candidate = undefined;
          taken = ++this.turn;
          this.failedSockets = 0;
          this.events.down();
          this.up = true;
          this.events.up();
        },
        frame: (frame) => {
          if (taken === this.turn) this.events.frame(frame);
        },
        down: (fault) => {
          if (taken && taken === this.turn) this.down(fault);
          else if (turn === this.turn) this.probe(token, turn);
        },
      });
    }, probeEvery);
  }

  private down(fault?: Partial<Fault>): void {
    this.drop();
    if (fault?.code && !this.events.refused(fault)) this.wanted = false;
    else if (this.wanted && !this.retrying) this.again(fault?.retryAfter);
  }

  private again(seconds = 0): void {
    this.retrying = setTimeout(
      () => void this.open(),
      Math.max(backOff(this.attempt++), seconds * 1000 * (1 + Math.random() / 2)),
    );
  }

  private drop(): void {
    this.turn += 1;
    clearTimeout(this.retrying);
    clearTimeout(this.probing);
    this.retrying = undefined;
    this.link?.close();
    this.candidate?.close();
    this.link = this.candidate = undefined;
    this.up = false;
    this.events.down();
  }
}
