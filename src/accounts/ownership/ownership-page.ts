import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { Texts } from '../../common/texts';
import { MembersService } from '../../workspaces/members.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { Ownership } from './ownership';

/** What somebody reads to whom a workspace is offered. */
@Injectable()
export class OwnershipPage {
  constructor(
    private readonly ownership: Ownership,
    private readonly members: MembersService,
    private readonly workspaces: WorkspacesService,
    private readonly texts: Texts,
  ) {}

  async model({ workspaceId, account }: Agent) {
    const offer = await this.ownership.open(workspaceId);
    const mine = offer?.toId === account.id ? offer : undefined;
    const giver = mine && (await this.members.list(workspaceId)).find(({ id }) => id === mine.fromId)?.name;
    return {
      title: this.texts.t('en', 'settings.ownership'),
      workspace: (await this.workspaces.get(workspaceId)).name,
      offer: mine && { giver, stepsDown: Boolean(mine.stepsDown), expiresAt: mine.expiresAt },
    };
  }
}
