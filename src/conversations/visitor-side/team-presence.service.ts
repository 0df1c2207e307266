import { Injectable } from '@nestjs/common';

/** Says whether somebody of a workspace is there to answer. The sockets' room tells; on several nodes each tells the others. */
@Injectable()
export class TeamPresence {
  /** Set by the room that knows the sockets. */
  source: (workspaceId: string) => boolean = () => false;

  isOnline(workspaceId: string): boolean {
    return this.source(workspaceId);
  }
}
