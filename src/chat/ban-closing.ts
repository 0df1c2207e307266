import { Injectable, Logger } from '@nestjs/common';
import { BanList } from '../bans/ban-list.service';
import { ChatError } from '../common/errors';
import { EventBus } from '../events/event-bus';
import { VisitorSockets } from './visitor-sockets';

/** Whoever is banned in the middle of a conversation is told so, and their sockets are closed: on every node, at once. */
@Injectable()
export class BanClosing {
  private readonly logger = new Logger('chat');

  constructor(
    private readonly visitors: VisitorSockets,
    private readonly bans: BanList,
    events: EventBus,
  ) {
    events.on('ban.changed', ({ workspaceId }) => {
      this.look(workspaceId).catch((error: Error) => this.logger.error(error.stack));
    });
  }

  private async look(workspaceId: string): Promise<void> {
    for (const visitorId of this.visitors.visitorIds)
      for (const connection of [...this.visitors.of(visitorId)]) {
        const { session } = connection;
        if (session.workspaceId !== workspaceId) continue;
        const until = await this.bans.until({ workspaceId, visitorId, address: session.address });
        if (!until) continue;
        connection.refuse(new ChatError('visitor.banned', { until: new Date(until).toISOString() }));
        connection.close(1008, 'banned');
      }
  }
}
