import { Injectable, Logger } from '@nestjs/common';
import { EventBus } from '../events/event-bus';
import { WebsitesService } from '../workspaces/websites.service';
import { VisitorSockets } from './visitor-sockets';

/** A website whose chat is switched off takes no message more, neither from those who were in the middle of it. */
@Injectable()
export class WebsiteClosing {
  private readonly logger = new Logger('chat');

  constructor(
    private readonly visitors: VisitorSockets,
    private readonly websites: WebsitesService,
    events: EventBus,
  ) {
    events.on('website.changed', ({ websiteId }) => {
      this.look(websiteId).catch((error: Error) => this.logger.error(error.stack));
    });
  }

  /** Whoever may still come in (the preview on our own pages) comes back by itself. */
  private async look(websiteId: string): Promise<void> {
    const website = await this.websites.byId(websiteId);
    if (website?.liveAt) return;
    for (const visitorId of this.visitors.visitorIds)
      for (const connection of [...this.visitors.of(visitorId)]) {
        if (connection.session.websiteId !== websiteId) continue;
        connection.refuse('website.not_live');
        connection.close(1008, 'switched off');
      }
  }
}
