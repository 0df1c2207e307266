import { Injectable } from '@nestjs/common';
import type { LaterFacts, VisitorIdentity } from '../visitors/visitor.types';
import type { Connection } from './connection';

export interface VisitorSession extends VisitorIdentity {
  /** Where the socket comes from: in memory as long as it is open, for bans that are put on meanwhile. */
  address: string;
  /** What the handshake told, until the first message has made the visitor's row. */
  facts?: LaterFacts;
  /** The browser denies sharing; and whether that is on record. */
  denies?: boolean;
  denialKept?: boolean;
  /** What is being put on record before the next message may be. */
  choosing?: Promise<unknown>;
}
export type VisitorConnection = Connection<VisitorSession>;

/** Visitors' sockets on this node: one for each tab. */
@Injectable()
export class VisitorSockets {
  private readonly byVisitor = new Map<string, VisitorConnection[]>();

  /** @returns whether the visitor was not here before */
  add(connection: VisitorConnection): boolean {
    const { visitorId } = connection.session;
    const others = this.byVisitor.get(visitorId);
    if (others) others.push(connection);
    else this.byVisitor.set(visitorId, [connection]);
    return !others;
  }

  /** @returns whether it was the visitor's last */
  remove(connection: VisitorConnection): boolean {
    const { visitorId } = connection.session;
    const left = this.byVisitor.get(visitorId)?.filter((other) => other !== connection) ?? [];
    if (left.length) this.byVisitor.set(visitorId, left);
    else this.byVisitor.delete(visitorId);
    return !left.length;
  }

  of(visitorId: string): readonly VisitorConnection[] {
    return this.byVisitor.get(visitorId) ?? [];
  }

  has(visitorId: string): boolean {
    return this.byVisitor.has(visitorId);
  }

  get visitorIds(): string[] {
    return [...this.byVisitor.keys()];
  }
}
