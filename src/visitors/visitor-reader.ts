import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database';
import { PersonDirectory, type Contact } from '../privacy/people/person-directory.service';
import { WebsitesService } from '../workspaces/websites.service';
import { Visitor } from './visitor.entity';
import { VisitorTokens } from './visitor-tokens';
import { VisitorsService } from './visitors.service';

/** Tells the room of privacy who visitors are, and puts right what they say of themselves. */
@Injectable()
export class VisitorReader implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly visitors: VisitorsService,
    private readonly websites: WebsitesService,
    private readonly tokens: VisitorTokens,
    private readonly people: PersonDirectory,
  ) {}

  onModuleInit(): void {
    this.people.register('visitor', {
      contactOf: ({ workspaceId, id }) => this.contactOf(workspaceId, id),
      provenBy: (workspaceId, email) => this.provenBy(workspaceId, email),
      correct: async ({ workspaceId, id }, change) => {
        const visitor = await this.find(workspaceId, id);
        if (visitor) await this.visitors.correct({ visitorId: id, workspaceId, websiteId: visitor.websiteId }, change);
      },
    });
  }

  private async contactOf(workspaceId: string, id: string): Promise<Contact | undefined> {
    const visitor = await this.find(workspaceId, id);
    if (!visitor) return undefined;
    const { name, email, language, verified, websiteId } = visitor;
    const proven = verified || (email !== null && id === this.mailVisitor(websiteId, email));
    return { name, email, language, proven };
  }

  /**
   * Whom a website vouched for with this address, and who wrote a mail from it. Whoever typed it into the widget is not among them: that
   * device may be anybody's, and an address alone opens nobody's chats.
   */
  private async provenBy(workspaceId: string, email: string): Promise<string[]> {
    const websites = await this.websites.list(workspaceId);
    const byMail = websites.map(({ id }) => this.mailVisitor(id, email));
    const found = await this.database.read.find(Visitor, { where: { workspaceId, email } });
    return found.filter(({ id, verified }) => verified || byMail.includes(id)).map(({ id }) => id);
  }

  private find(workspaceId: string, id: string): Promise<Visitor | null> {
    return this.database.read.findOneBy(Visitor, { workspaceId, id });
  }

  private mailVisitor(websiteId: string, email: string): string {
    return this.tokens.identifierOf(`mail:${websiteId}`, email);
  }
}
