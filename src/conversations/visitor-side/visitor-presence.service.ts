import { Injectable } from '@nestjs/common';

/** Says whether a visitor is connected. The sockets' room tells. */
@Injectable()
export class VisitorPresence {
  /** Set by the room that knows the sockets. */
  source: (visitorId: string) => boolean = () => false;

  isOnline(visitorId: string): boolean {
    return this.source(visitorId);
  }
}
