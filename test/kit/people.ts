import { AccountsService } from '../../src/accounts/accounts.service';
import { PasswordsService } from '../../src/auth/passwords.service';
import type { Role } from '../../src/common/access';
import { Database } from '../../src/database/database';
import { noIdentity, type IdentityFields } from '../../src/workspaces/legal-identities.service';
import { MembersService } from '../../src/workspaces/members.service';
import { WorkspaceMaker } from '../../src/workspaces/setup/workspace-maker';
import type { RunningApp } from './app';
import { Browser } from './browser';

export const password = 'a good long sentence';
let hash: string | undefined;

export interface Person {
  id: string;
  name: string;
  email: string;
}
export interface Team {
  workspaceId: string;
  websiteId: string;
  people: Record<string, Person>;
}

/** What a business says of itself, so that its widget is live. */
export const identityOf = (name: string): IdentityFields => ({
  ...noIdentity,
  legalName: `${name} Ltd`,
  address: `1 ${name} Lane\nPorto`,
  contact: `privacy@${name.toLowerCase()}.example`,
});

/** A workspace with its people: name → role. The first one is its owner. Everybody's password is {@link password}. */
export async function furnish({ app }: RunningApp, name: string, team: Record<string, Role>): Promise<Team> {
  hash ??= await app.get(PasswordsService, { strict: false }).hash(password);
  const accounts = app.get(AccountsService, { strict: false });
  const members = app.get(MembersService, { strict: false });
  const maker = app.get(WorkspaceMaker, { strict: false });
  return app.get(Database).transaction(async (tx) => {
    const people: Record<string, Person> = {};
    const roles = Object.entries(team);
    for (const [person] of roles) {
      const email = `${person.toLowerCase()}@${name.toLowerCase()}.example`;
      const { id } = await accounts.create(tx, { name: person, email, passwordHash: hash! });
      people[person] = { id, name: person, email };
    }
    const owner = people[roles[0]![0]]!;
    const made = await maker.make(tx, owner.id, { workspace: name, website: `${name} shop`, identity: identityOf(name) });
    for (const [person, role] of roles.slice(1)) await members.add(tx, made.workspaceId, people[person]!.id, role);
    return { ...made, people };
  });
}

/** A browser in which this person is signed in. */
export async function signIn({ url }: Pick<RunningApp, 'url'>, { email }: Pick<Person, 'email'>): Promise<Browser> {
  const browser = new Browser(url);
  const { status, text } = await browser.post('/sign-in', { email, password });
  if (status !== 303) throw new Error(`${email} could not sign in: ${status} ${text.slice(0, 500)}`);
  return browser;
}
