import { Like } from 'typeorm';
import { Account } from '../../../src/accounts/account.entity';
import { Invitation } from '../../../src/accounts/invitation.entity';
import { Clock } from '../../../src/common/clock';
import { Database } from '../../../src/database/database';
import { Mail } from '../../../src/outbox/mail.entity';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser, type Fields } from '../../kit/browser';
import { furnish, password, signIn, type Team } from '../../kit/people';

let server: RunningApp;
let alder: Team;
let birch: Team;
let olga: Browser;

let round = 0;

beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.stop());
beforeEach(async () => {
  alder = await furnish(server, `Alder${++round}`, { Olga: 'owner', Adam: 'admin' });
  birch = await furnish(server, `Birch${round}`, { Zoe: 'owner', Yan: 'agent' });
  olga = await signIn(server, alder.people.Olga!);
});
afterEach(() => jest.restoreAllMocks());

const read = () => server.app.get(Database).read;
const invitations = () => read().findBy(Invitation, { workspaceId: alder.workspaceId });
const mails = () => read().findBy(Mail, { workspaceId: alder.workspaceId });
const roleOf = async (team: Team, accountId: string) =>
  (
    await server.app
      .get(Database)
      .query<{ role: string }>('SELECT role FROM member WHERE workspace_id = ? AND account_id = ?', [team.workspaceId, accountId])
  )[0]?.role;
const accountOf = (email: string) => read().findOneByOrFail(Account, { email });

/** Makes an invitation, and reads its link where a person would. */
async function invite(browser: Browser, fields: Record<string, string>): Promise<string> {
  const answer = await browser.post('/settings/invitations', fields);
  expect(answer).toMatchObject({ status: 303, location: '/settings/agents' });
  const page = await browser.get('/settings/agents');
  return /\/invitations\/[\w-]{43}/.exec(page.text)![0];
}
let nina: { name: string; email: string; password: string };
beforeEach(() => {
  nina = { name: 'Nina', email: `nina@alder${round}.example`, password: 'another long sentence' };
});

describe('an invitation', () => {
  it('shows its link once, and keeps only its hash', async () => {
    const link = await invite(olga, { role: 'agent', email: '' });
    expect((await olga.get('/settings/agents')).text).not.toContain(link);
    const [kept] = await invitations();
    expect(JSON.stringify(kept)).not.toContain(link.split('/')[2]);
    expect(kept!.expiresAt.getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  });

  it('makes somebody new a member with its role, signed in, once', async () => {
    const link = await invite(olga, { role: 'viewer', email: '' });
    const browser = new Browser(server.url);
    expect((await browser.get(link)).text).toContain(`Join Alder${round}`);
    expect(await browser.post(link, nina)).toMatchObject({ status: 303, location: '/inbox' });
    expect(await roleOf(alder, (await accountOf(nina.email)).id)).toBe('viewer');
    expect((await browser.get('/')).location).toBe('/inbox');
    for (const again of [
      await browser.get(link),
      await new Browser(server.url).post(link, { ...nina, email: `x@y${round}.example` }),
    ])
      expect(again.status).toBe(404);
    expect(await read().existsBy(Account, { email: `x@y${round}.example` })).toBe(false);
  });

  it('is won by one of two who open it at once, and leaves no account of the other', async () => {
    const link = await invite(olga, { role: 'agent', email: '' });
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((name) => new Browser(server.url).post(link, { ...nina, email: `${name}@x${round}.example` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404, 404]);
    expect(await read().countBy(Account, { email: Like(`%@x${round}.example`) })).toBe(1);
  });

  it('is mailed if it has an address, in the same transaction; an owner’s is not, since admins read the outbox', async () => {
    const link = await invite(olga, { role: 'agent', email: nina.email.replace('n', 'N') });
    await invite(olga, { role: 'owner', email: nina.email });
    const written = await mails();
    expect(written).toMatchObject([
      { workspaceId: alder.workspaceId, recipient: nina.email, subject: `Join Alder${round} on live chat` },
    ]);
    expect(written[0]!.body).toContain(server.url + link);
  });

  it('is accepted with one button by somebody who is signed in, who then looks at that workspace', async () => {
    const link = await invite(olga, { role: 'agent', email: '' });
    const zoe = await signIn(server, birch.people.Zoe!);
    const page = await zoe.get(link);
    expect(page.text).toContain(`action="${link}/acceptance"`);
    expect(page.text).not.toContain('name="password"');
    expect((await zoe.post(`${link}/acceptance`)).location).toBe('/inbox');
    expect(await roleOf(alder, birch.people.Zoe!.id)).toBe('agent');
    expect(await roleOf(birch, birch.people.Zoe!.id)).toBe('owner');
    expect((await zoe.get('/settings/workspace')).status).toBe(403);
    expect((await zoe.post('/workspace', { id: birch.workspaceId })).location).toBe('/inbox');
    expect((await zoe.get('/settings/workspace')).status).toBe(200);
  });

  it('needs the password of an address that has an account', async () => {
    const link = await invite(olga, { role: 'agent', email: '' });
    const before = await accountOf(birch.people.Yan!.email);
    const wrong = await new Browser(server.url).post(link, { ...nina, email: birch.people.Yan!.email });
    expect(wrong.status).toBe(409);
    expect(wrong.text).toContain('Sign in with it');
    expect(await accountOf(birch.people.Yan!.email)).toEqual(before);
    expect(await roleOf(alder, before.id)).toBeUndefined();
    const right = await new Browser(server.url).post(link, { name: 'Somebody', email: birch.people.Yan!.email, password });
    expect(right.status).toBe(303);
    expect(await roleOf(alder, before.id)).toBe('agent');
    expect(await accountOf(birch.people.Yan!.email)).toEqual(before);
  });

  it('gives who was removed everywhere and invited again a new password', async () => {
    const zoe = await signIn(server, birch.people.Zoe!);
    await zoe.post(`/settings/members/${birch.people.Yan!.id}/removal`);
    const refused = await new Browser(server.url).post('/sign-in', { email: birch.people.Yan!.email, password });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('no workspace');
    const link = await invite(zoe, { role: 'agent', email: '' });
    const answer = await new Browser(server.url).post(link, { ...nina, email: birch.people.Yan!.email });
    expect(answer.status).toBe(303);
    expect(
      await new Browser(server.url).post('/sign-in', { email: birch.people.Yan!.email, password: nina.password }),
    ).toMatchObject({
      status: 303,
    });
    expect(await accountOf(birch.people.Yan!.email)).toMatchObject({ id: birch.people.Yan!.id, name: 'Yan' });
  });

  it('is not used up, and changes no role, when a member opens it', async () => {
    const link = await invite(olga, { role: 'viewer', email: '' });
    expect((await olga.post(`${link}/acceptance`)).status).toBe(303);
    expect(await roleOf(alder, alder.people.Olga!.id)).toBe('owner');
    expect((await new Browser(server.url).post(link, nina)).status).toBe(303);
  });

  it('answers the same whether used, expired, withdrawn, or never made', async () => {
    const plain = (text: string) => text.replace(/[\w+/=&#;.-]{20,}/g, '');
    const links = [await invite(olga, { role: 'agent', email: '' }), await invite(olga, { role: 'agent', email: '' })];
    await new Browser(server.url).post(links[0]!, nina);
    const [left] = await invitations();
    await olga.post(`/settings/invitations/${left!.id}/revocation`);
    const expired = await invite(olga, { role: 'agent', email: '' });
    jest.spyOn(Clock.prototype, 'millis').mockReturnValue(Date.now() + 7 * 86_400_000 + 1);
    const never = `/invitations/${'x'.repeat(43)}`;
    const answers = await Promise.all(
      [...links, expired, never, '/invitations/x'].map((link) => new Browser(server.url).get(link)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ text }) => plain(text))).size).toBe(1);
    const posts = await Promise.all(
      [expired, never].map((link) => new Browser(server.url).post(link, { ...nina, email: birch.people.Yan!.email })),
    );
    expect(new Set(posts.map(({ status }) => status))).toEqual(new Set([404]));
  });

  it('ends with the right of who made it', async () => {
    const adam = await signIn(server, alder.people.Adam!);
    const link = await invite(adam, { role: 'admin', email: '' });
    await olga.post(`/settings/members/${alder.people.Adam!.id}/removal`);
    expect((await new Browser(server.url).get(link)).status).toBe(404);
    expect((await new Browser(server.url).post(link, nina)).status).toBe(404);
  });

  it.each([
    { what: 'an owner by an admin', fields: { role: 'owner', email: '' }, status: 403 },
    { what: 'an unknown role', fields: { role: 'god', email: '' }, status: 422 },
    { what: 'no role', fields: { email: '' }, status: 422 },
    { what: 'two roles', fields: { role: ['agent', 'owner'] }, status: 422 },
    { what: 'no address', fields: { role: 'agent', email: 'nina' }, status: 422 },
    { what: 'another workspace', fields: { role: 'agent', workspaceId: 'other' }, status: 422 },
  ])('is not made for $what', async ({ fields, status }) => {
    const adam = await signIn(server, alder.people.Adam!);
    expect((await adam.post('/settings/invitations', fields as Fields)).status).toBe(status);
    expect(await invitations().then(({ length }) => length)).toBe(0);
    expect(await mails().then(({ length }) => length)).toBe(0);
  });

  it('is not withdrawn by another workspace, nor listed there', async () => {
    await invite(olga, { role: 'agent', email: nina.email });
    const [made] = await invitations();
    const zoe = await signIn(server, birch.people.Zoe!);
    expect((await zoe.post(`/settings/invitations/${made!.id}/revocation`)).status).toBe(404);
    expect((await zoe.get('/settings/agents')).text).not.toContain(nina.email);
    expect(await invitations().then(({ length }) => length)).toBe(1);
  });
});
