import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { DirectEvent } from './connection';

/** What a door knows of a socket that it lets in. */
export interface Admission<Session = unknown> {
  session: Session;
  /** Called once, when the socket is gone or did not come about. */
  leave: () => void;
}

export interface Door {
  /** Decides about a socket before it is one. @throws ChatError to refuse it with an HTTP status */
  handshake: (request: IncomingMessage) => Promise<Admission>;
  /** What goes past Nest's guards and pipes. */
  direct?: DirectEvent;
}

/** Who opens which path to sockets: each gateway registers its door here, and the adapter asks. */
@Injectable()
export class SocketDoors {
  private readonly doors = new Map<string, Door>();

  register(path: string, door: Door): void {
    this.doors.set(path, door);
  }

  find(path: string): Door | undefined {
    return this.doors.get(path);
  }
}
