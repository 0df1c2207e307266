import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Account } from '../accounts/account.entity';
import { PasswordsService } from '../auth/passwords.service';
import { Session } from '../auth/session.entity';
import { newId, randomToken } from '../common/ids';
import { hashOfToken } from '../common/token-hash';
import { LegalIdentity } from '../workspaces/legal-identity.entity';
import { noIdentity } from '../workspaces/legal-identities.service';
import { Member } from '../workspaces/member.entity';
import { Website } from '../workspaces/website.entity';
import { Workspace } from '../workspaces/workspace.entity';

export interface SeededAgent {
  email: string;
  password: string;
  /** The session's token, as the cookie header carries it. */
  cookie: string;
}

export interface SeededWorkspace {
  workspaceId: string;
  websiteId: string;
  website: string;
  accountIds: string[];
  agents: SeededAgent[];
}

const names = ['Olu Adeyemi', 'Ben Okafor', 'Mia Lindqvist', 'Rosa Ferreira', 'Jonas Weber'];
const accent = '#5b5bd6';
const sessionLife = 14 * 86_400_000;

/** A workspace with one website and five people, each signed in. `since`: when it all began. */
export async function seedWorkspace(source: DataSource, since: Date, now: Date): Promise<SeededWorkspace> {
  const { manager } = source;
  const workspaceId = newId(since.getTime());
  const said = { ...noIdentity, legalName: 'Seeded workspace', address: 'Nowhere 1', contact: 'privacy@example.org' };
  await manager.insert(LegalIdentity, { ...said, holder: workspaceId, changedAt: since });
  await manager.insert(Workspace, { id: workspaceId, name: 'Seeded workspace', accent, createdAt: since });
  const website: Website = {
    id: newId(since.getTime()),
    workspaceId,
    key: `w_${randomBytes(11).toString('hex')}`,
    name: 'Seeded website',
    domains: [],
    accent,
    greeting: '',
    identitySecret: randomToken(256),
    collectsPages: false,
    collectsBrowser: true,
    collectsLocation: true,
    collectsContact: true,
    proof: 'automatic',
    liveAt: since,
    helloAt: since,
    createdAt: since,
  };
  await manager.insert(Website, website);
  const password = randomToken(128);
  const passwordHash = await new PasswordsService().hash(password);
  const people = names.map((name, index) => ({
    name,
    email: `agent${index + 1}@example.org`,
    accountId: newId(since.getTime()),
  }));
  const agents: SeededAgent[] = [];
  for (const [index, { name, email, accountId }] of people.entries()) {
    await manager.insert(Account, { id: accountId, email, name, passwordHash, createdAt: since });
    await manager.insert(Member, { workspaceId, accountId, role: index ? 'agent' : 'owner', joinedAt: since });
    const token = randomToken(256);
    const times = { createdAt: now, usedAt: now, expiresAt: new Date(now.getTime() + sessionLife) };
    await manager.insert(Session, { id: hashOfToken(token), accountId, workspaceId, ...times });
    agents.push({ email, password, cookie: `parlour_session=${token}` });
  }
  const accountIds = people.map(({ accountId }) => accountId);
  return { workspaceId, websiteId: website.id, website: website.key, accountIds, agents };
}
