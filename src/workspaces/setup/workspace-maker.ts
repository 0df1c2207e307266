import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction';
import { LegalIdentities, type IdentityFields } from '../legal-identities.service';
import { MembersService } from '../members.service';
import { WebsitesService } from '../websites.service';
import { WorkspacesService } from '../workspaces.service';

/** A workspace with its first owner and website: all that there has to be before anybody can chat. */
@Injectable()
export class WorkspaceMaker {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly members: MembersService,
    private readonly websites: WebsitesService,
    private readonly identities: LegalIdentities,
  ) {}

  async make(
    tx: Transaction,
    ownerId: string,
    chosen: { workspace: string; website: string; domain?: string; identity?: IdentityFields },
  ): Promise<{ workspaceId: string; websiteId: string }> {
    const { id: workspaceId, accent } = await this.workspaces.create(tx, chosen.workspace);
    await this.members.add(tx, workspaceId, ownerId, 'owner');
    if (chosen.identity) await this.identities.keep(tx, workspaceId, chosen.identity);
    const domains = chosen.domain ? [chosen.domain] : [];
    const website = await this.websites.create(tx, workspaceId, { name: chosen.website, domains, accent });
    return { workspaceId, websiteId: website.id };
  }
}
