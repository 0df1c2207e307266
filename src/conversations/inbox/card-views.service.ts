import { Injectable } from '@nestjs/common';
import { PageViewsService } from '../../visitors/page-views.service';
import { VisitorsService } from '../../visitors/visitors.service';
import { WebsitesService } from '../../workspaces/websites.service';
import type { Conversation } from '../conversation.entity';
import { ConversationsService } from '../conversations.service';
import { countryOf, VisitorNames } from '../visitor-names.service';
import { VisitorPresence } from '../visitor-side/visitor-presence.service';
import type { CardView } from './inbox-view.types';
import { languageName } from '../../common/language-name';

/** Makes the model of the visitor's card: what is known, and nothing about what is not. */
@Injectable()
export class CardViews {
  constructor(
    private readonly visitors: VisitorsService,
    private readonly pages: PageViewsService,
    private readonly conversations: ConversationsService,
    private readonly names: VisitorNames,
    private readonly websites: WebsitesService,
    private readonly presence: VisitorPresence,
  ) {}

  async of(conversation: Conversation): Promise<CardView> {
    const { id, visitorId, workspaceId, websiteId } = conversation;
    const [visitor, name, website, pages, earlier] = await Promise.all([
      this.visitors.find(visitorId),
      this.names.nameOf(visitorId),
      this.websites.byId(websiteId),
      this.pages.latest(workspaceId, visitorId),
      this.conversations.earlierOf(conversation),
    ]);
    return {
      id,
      visitorId,
      name,
      email: visitor?.email ?? null,
      verified: visitor?.verified ?? false,
      language: visitor?.language ? languageName(visitor.language) : null,
      country: countryOf(visitor?.country ?? null),
      browser: visitor?.browser ?? null,
      os: visitor?.os ?? null,
      website: website?.name ?? '',
      firstSeen: (visitor?.createdAt ?? conversation.createdAt).toISOString(),
      lastSeen: (visitor?.seenAt ?? conversation.lastAt).toISOString(),
      online: this.presence.isOnline(visitorId),
      pages: pages.map(({ title, url, at }) => ({ title, url, at: at.toISOString() })),
      earlier: earlier.map((other) => ({
        id: other.id,
        path: `/inbox/${other.status}/${other.id}`,
        preview: other.preview,
        lastAt: other.lastAt.toISOString(),
        status: other.status,
      })),
    };
  }
}
