import { Injectable } from '@nestjs/common';
import { VisitorsService } from '../../visitors/visitors.service';
import { MembersService } from '../../workspaces/members.service';

/** The people whose names are hidden: the visitor and the team. */
@Injectable()
export class WritingNames {
  constructor(
    private readonly visitors: VisitorsService,
    private readonly members: MembersService,
  ) {}

  async ofConversation(workspaceId: string, visitorId: string): Promise<string[]> {
    const [visitor, members] = await Promise.all([this.visitors.find(visitorId), this.members.list(workspaceId)]);
    return [...(visitor?.name ? [visitor.name] : []), ...members.map(({ name }) => name)];
  }

  async languageOf(visitorId: string): Promise<string | null> {
    return (await this.visitors.find(visitorId))?.language ?? null;
  }
}
