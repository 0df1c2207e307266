import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser, type Fields } from '../../kit/browser';
import { furnish, signIn, type Team } from '../../kit/people';

let server: RunningApp;
let alder: Team;
let birch: Team;

let round = 0;

beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.stop());
beforeEach(async () => {
  server.events.length = 0;
  alder = await furnish(server, `Alder${++round}`, { Olga: 'owner', Adam: 'admin', Ben: 'agent', Vera: 'viewer' });
  birch = await furnish(server, `Birch${round}`, { Zoe: 'owner' });
});

const as = (name: string) => signIn(server, { ...alder.people, ...birch.people }[name]!);
const rolesOf = async (team: Team) =>
  Object.fromEntries(
    (
      await server.app
        .get(Database)
        .query<{ name: string; role: string }>(
          'SELECT a.name, m.role FROM member m JOIN account a ON a.id = m.account_id WHERE m.workspace_id = ?',
          [team.workspaceId],
        )
    ).map(({ name, role }) => [name, role]),
  );
const unchanged = { Olga: 'owner', Adam: 'admin', Ben: 'agent', Vera: 'viewer' };

describe('members', () => {
  it.each([
    { who: 'Olga', path: 'Ben/role', fields: { role: 'admin' }, becomes: { Ben: 'admin' } },
    { who: 'Olga', path: 'Adam/role', fields: { role: 'viewer' }, becomes: { Adam: 'viewer' } },
    { who: 'Adam', path: 'Ben/role', fields: { role: 'admin' }, becomes: { Ben: 'admin' } },
    { who: 'Adam', path: 'Vera/removal', fields: {}, becomes: { Vera: undefined } },
    { who: 'Adam', path: 'Adam/removal', fields: {}, becomes: { Adam: undefined } },
  ])('$who: $path $fields', async ({ who, path, fields, becomes }) => {
    const [name, action] = path.split('/');
    const answer = await (await as(who)).post(`/settings/members/${alder.people[name!]!.id}/${action}`, fields as Fields);
    expect(answer).toMatchObject({ status: 303, location: '/settings/agents' });
    expect(await rolesOf(alder)).toEqual(JSON.parse(JSON.stringify({ ...unchanged, ...becomes })));
    expect(server.events.some(({ name: event }) => event === 'member.changed')).toBe(true);
  });

  it.each([
    { who: 'Olga', path: 'Ben/role', fields: { role: 'owner' }, status: 409 },
    { who: 'Adam', path: 'Ben/role', fields: { role: 'owner' }, status: 403 },
    { who: 'Adam', path: 'Olga/role', fields: { role: 'viewer' }, status: 403 },
    { who: 'Adam', path: 'Olga/removal', fields: {}, status: 403 },
    { who: 'Adam', path: 'Adam/role', fields: { role: 'owner' }, status: 403 },
    { who: 'Olga', path: 'Olga/role', fields: { role: 'admin' }, status: 409 },
    { who: 'Olga', path: 'Olga/removal', fields: {}, status: 409 },
    { who: 'Olga', path: 'Ben/role', fields: { role: 'god' }, status: 422 },
    { who: 'Olga', path: 'Ben/role', fields: { role: ['agent', 'viewer'] }, status: 422 },
    { who: 'Ben', path: 'Vera/removal', fields: {}, status: 403 },
    { who: 'Vera', path: 'Vera/role', fields: { role: 'owner' }, status: 403 },
    { who: 'Zoe', path: 'Ben/role', fields: { role: 'viewer' }, status: 404 },
    { who: 'Zoe', path: 'Ben/removal', fields: {}, status: 404 },
  ])('refuses $who: $path $fields with $status', async ({ who, path, fields, status }) => {
    const [name, action] = path.split('/');
    const browser = await as(who);
    const answer = await browser.post(`/settings/members/${alder.people[name!]!.id}/${action}`, fields as Fields);
    expect(answer.status).toBe(status);
    expect(await rolesOf(alder)).toEqual(unchanged);
    expect(server.events.filter(({ name: event }) => event === 'member.changed').length).toBe(5);
  });

  it('are offered only what they may do', async () => {
    const offers = async (who: string) => (await (await as(who)).get('/settings/agents')).text;
    const olgas = `/settings/members/${alder.people.Olga!.id}/removal`;
    expect(await offers('Olga')).not.toContain('<option value="owner"');
    expect(await offers('Olga')).toContain('action="/settings/ownership"');
    expect(await offers('Adam')).not.toContain('action="/settings/ownership"');
    expect(await offers('Olga')).toContain('type="radio" name="role" value="owner"');
    expect(await offers('Adam')).not.toContain('value="owner"');
    expect(await offers('Adam')).not.toContain(olgas);
  });

  it('keep at least one owner when two remove each other at once', async () => {
    await (await as('Olga')).post('/settings/ownership', { toId: alder.people.Ben!.id });
    await (await as('Ben')).post('/you/ownership/acceptance');
    const [olga, ben] = [await as('Olga'), await as('Ben')];
    const answers = await Promise.all([
      olga.post(`/settings/members/${alder.people.Ben!.id}/removal`),
      ben.post(`/settings/members/${alder.people.Olga!.id}/removal`),
    ]);
    expect(answers.filter(({ location }) => location === '/settings/agents')).toHaveLength(1);
    expect(Object.values(await rolesOf(alder)).filter((role) => role === 'owner')).toHaveLength(1);
  });

  it('see a change of their role at once, and are out at once when removed, here but not elsewhere', async () => {
    await server.app
      .get(Database)
      .transaction((tx) =>
        tx.run('INSERT INTO member (workspace_id, account_id, role, joined_at) VALUES (?, ?, ?, ?)', [
          birch.workspaceId,
          alder.people.Adam!.id,
          'agent',
          Date.now() + 1000,
        ]),
      );
    const [olga, adam, elsewhere] = [await as('Olga'), await as('Adam'), await as('Adam')];
    await elsewhere.post('/workspace', { id: birch.workspaceId });
    expect((await adam.get('/settings/workspace')).status).toBe(200);
    await olga.post(`/settings/members/${alder.people.Adam!.id}/role`, { role: 'agent' });
    expect((await adam.get('/settings/workspace')).status).toBe(403);
    await olga.post(`/settings/members/${alder.people.Adam!.id}/removal`);
    expect((await adam.get('/')).location).toBe('/sign-in');
    expect((await elsewhere.get('/')).location).toBe('/inbox');
    expect((await elsewhere.post('/workspace', { id: alder.workspaceId })).status).toBe(404);
  });

  it.each(['', 'x', 'a b', '\u0000'])('do not enter the workspace %j', async (id) => {
    const browser = await as('Olga');
    const before = browser.cookies.get('parlour_session');
    expect([404, 422]).toContain((await browser.post('/workspace', { id })).status);
    expect(browser.cookies.get('parlour_session')).toBe(before);
  });

  it('do not enter another workspace by its id', async () => {
    const browser = await as('Olga');
    expect((await browser.post('/workspace', { id: birch.workspaceId })).status).toBe(404);
    expect((await new Browser(server.url).post('/workspace', { id: birch.workspaceId })).location).toMatch(/^\/sign-in/);
  });
});
