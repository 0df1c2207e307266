import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';
import type { EventMap } from '../events/event-map';

/** Whoever looks at a conversation sees at once that its visitor's data may only be stored, or may be used again. */
@Injectable()
export class StandingNews {
  private readonly logger = new Logger('conversations');

  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
  ) {
    events.on('standing.changed', (event) => {
      if (event.subjectKind === 'visitor')
        this.tell(event).catch((error: Error) => this.logger.warn(`A restriction shows with the next page: ${error.message}`));
    });
  }

  /** Each node tells its own sockets: the event that came from another one is not sent on. */
  private async tell({ workspaceId, subjectId: visitorId }: EventMap['standing.changed']): Promise<void> {
    const sql = 'SELECT id FROM conversation WHERE workspace_id = ? AND visitor_id = ? ORDER BY id DESC LIMIT 20';
    const rows = await this.database.query<{ id: string }>(sql, [workspaceId, visitorId]);
    for (const { id } of rows) this.events.deliver('conversation.changed', { workspaceId, conversationId: id, visitorId });
  }
}
