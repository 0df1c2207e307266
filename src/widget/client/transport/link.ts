import type { ClientFrame, Fault, ServerFrame } from '../protocol';

/** One way to the server: a socket, or a long poll. It lives once; another one is made after it went down. */
export interface Link {
  send(frame: ClientFrame): void;
  /** The page came back from sleep, or the network changed: find out whether the other side is still there. */
  check(): void;
  close(): void;
}

export interface LinkEvents {
  up(): void;
  frame(frame: ServerFrame): void;
  /** The link is gone. `fault` says why, if the server did. */
  down(fault?: Partial<Fault>): void;
}

export type MakeLink = (events: LinkEvents) => Link;
