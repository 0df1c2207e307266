import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { newId } from '../common/ids';
import { shortened } from '../common/plain-text';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';
import { WebsitesService } from '../workspaces/websites.service';
import { PageView } from './page-view.entity';
import type { VisitorIdentity } from './visitor.types';

/** Pages kept of one visitor; older ones go. */
const pagesKept = 50;

/** The pages that visitors with a conversation look at, where the website collects them. */
@Injectable()
export class PageViewsService {
  constructor(
    private readonly database: Database,
    private readonly websites: WebsitesService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  async record(identity: VisitorIdentity, url: string, title: string): Promise<void> {
    const website = await this.websites.byId(identity.websiteId);
    if (!website?.collectsPages || !URL.canParse(url)) return;
    const { origin, pathname, protocol } = new URL(url);
    if (!/^https?:$/.test(protocol)) return;
    const { visitorId, workspaceId } = identity;
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const known = await tx.run('SELECT 1 AS found FROM visitor WHERE id = ?', [visitorId]);
      if (!known.length) return;
      const id = newId(now.getTime());
      await tx.manager.insert(PageView, {
        id,
        workspaceId,
        visitorId,
        url: (origin + pathname).slice(0, 500),
        title: shortened(title, 200),
        at: now,
      });
      await tx.run(
        `DELETE FROM page_view WHERE visitor_id = ? AND id <=
           (SELECT id FROM page_view WHERE visitor_id = ? ORDER BY id DESC LIMIT 1 OFFSET ${pagesKept})`,
        [visitorId, visitorId],
      );
      tx.afterCommit(() => this.events.publish('visitor.changed', { workspaceId, visitorId }));
    });
  }

  async latest(workspaceId: string, visitorId: string): Promise<PageView[]> {
    return this.database.read.find(PageView, { where: { workspaceId, visitorId }, order: { id: 'DESC' }, take: 8 });
  }
}
