import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity';
import { PasswordsService } from '../auth/passwords.service';
import { newId, randomToken } from '../common/ids';
import type { Transaction } from '../database/transaction';
import { LegalIdentities, noIdentity, type IdentityFields } from '../workspaces/legal-identities.service';
import { operatorHolder } from '../workspaces/legal-identity.entity';
import { Member } from '../workspaces/member.entity';
import { Website } from '../workspaces/website.entity';
import { WebsitesService, type WebsiteChanges } from '../workspaces/websites.service';
import { Workspace } from '../workspaces/workspace.entity';
import type { TeamName } from './story';

const day = 86_400_000;
const age = 400 * day;

export const team: Record<TeamName, { name: string; email: string; role: 'owner' | 'agent' }> = {
  olu: { name: 'Olu Adeyemi', email: 'olu@alderandash.example', role: 'owner' },
  ben: { name: 'Ben Okafor', email: 'ben@alderandash.example', role: 'agent' },
  mia: { name: 'Mia Lindqvist', email: 'mia@alderandash.example', role: 'agent' },
};
const teamNames = Object.keys(team) as TeamName[];

const leaf = '#2f6a4f';
const websites: Record<WebsiteName, WebsiteChanges & Pick<Website, 'name' | 'accent'>> = {
  shop: {
    name: 'Alder & Ash',
    accent: leaf,
    domains: ['alderandash.example'],
    greeting: 'Hello, this is the workshop. What can we do for you?',
    collectsPages: true,
    collectsLocation: true,
  },
  workshop: { name: 'Ash repairs', accent: '#9a5b2c', domains: ['repairs.alderandash.example'], collectsLocation: true },
};

const company: IdentityFields = {
  ...noIdentity,
  legalName: 'Alder & Ash Furniture Ltd',
  address: '12 Mill Lane\nHebden Bridge HX7 8AD\nUnited Kingdom',
  contact: 'privacy@alderandash.example',
};

export type WebsiteName = 'shop' | 'workshop';

/** Identifiers that are known before anything is written. */
export interface Plan {
  workspaceId: string;
  accounts: Record<TeamName, string>;
  /** Opens nothing: nobody was ever told the password. */
  passwordHash: string;
}

/** The furniture makers: their workspace, their people, their websites. */
@Injectable()
export class DemoWorkspace {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly websites: WebsitesService,
    private readonly identities: LegalIdentities,
  ) {}

  async plan(): Promise<Plan> {
    const accounts = Object.fromEntries(teamNames.map((name) => [name, newId()])) as Plan['accounts'];
    return { workspaceId: newId(), accounts, passwordHash: await this.passwords.hash(randomToken()) };
  }

  /** @returns the websites' identifiers */
  async make(tx: Transaction, { workspaceId, accounts, passwordHash }: Plan, now: Date): Promise<Record<WebsiteName, string>> {
    const createdAt = new Date(now.getTime() - age);
    await tx.manager.insert(Workspace, { id: workspaceId, name: 'Alder & Ash', accent: leaf, createdAt });
    for (const holder of [workspaceId, operatorHolder]) await this.identities.keep(tx, holder, company);
    for (const name of teamNames) {
      const { role, ...person } = team[name];
      await tx.manager.insert(Account, { id: accounts[name], ...person, passwordHash, createdAt });
      await tx.manager.insert(Member, { workspaceId, accountId: accounts[name], role, joinedAt: createdAt });
    }
    const made = {} as Record<WebsiteName, string>;
    for (const name of ['shop', 'workshop'] as const) {
      const { id } = await this.websites.create(tx, workspaceId, websites[name]);
      await tx.manager.update(Website, { id }, { createdAt, liveAt: createdAt, helloAt: createdAt });
      made[name] = id;
    }
    return made;
  }
}
