import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket } from '../../kit/agent-socket';
import { setUp, signInSettings } from '../../kit/factors';
import { FrameSocket } from '../../kit/frame-socket';
import { signIn } from '../../kit/people';
import { rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;

let shops = 0;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.stop());
/** Everybody has what they set up in their own test only. */
beforeEach(async () => {
  shop = await Shop.open(server, `Alder${++shops}`);
});

const want = async (requiredOf: string) => (await shop.browser('Olu')).post('/settings/sign-in', { requiredOf });
const socketOf = (cookie: string) =>
  FrameSocket.open(`${server.url}/inbox/socket`, [], { headers: { Cookie: cookie, Origin: server.url } });

it.each([
  { requiredOf: 'nobody', Olu: 200, Ben: 200, Vera: 200 },
  { requiredOf: 'managers', Olu: 303, Ben: 200, Vera: 200 },
  { requiredOf: 'everybody', Olu: 303, Ben: 303, Vera: 303 },
])('$requiredOf: Olu $Olu, Ben $Ben, Vera $Vera', async ({ requiredOf, ...expected }) => {
  await Promise.all(['Olu', 'Ben', 'Vera'].map((person) => shop.browser(person as 'Ben')));
  await want(requiredOf);
  for (const [person, status] of Object.entries(expected)) {
    const answer = await (await shop.browser(person as 'Ben')).get('/inbox/open');
    expect({ person, status: answer.status }).toEqual({ person, status });
    if (status === 303) expect(answer.location).toBe(signInSettings);
  }
});

it('leads to the set-up and to nothing else, over HTTP and sockets, until it is done', async () => {
  const { conversation } = await (await shop.visitor()).say('Hello');
  const ben = await shop.browser('Ben');
  const socket = await agentSocket(ben);
  const began = Date.now();
  await want('everybody');
  await socket.closed;
  expect(Date.now() - began).toBeLessThan(1000);
  await expect(socketOf(ben.cookieHeader)).rejects.toThrow('403');
  const message = await ben.postJson(`/inbox/conversations/${conversation}/messages`, {
    id: crypto.randomUUID(),
    kind: 'reply',
    body: 'x',
  });
  expect(message.status).toBe(403);
  expect(JSON.parse(message.text)).toMatchObject({ error: { code: 'factor.needed' } });
  expect(await rowsOf(server, "SELECT id FROM message WHERE body = 'x'")).toEqual([]);
  for (const path of ['/inbox/open', '/settings/privacy', '/you/choices', '/inbox/search?q=Hello'])
    expect(await ben.get(path)).toMatchObject({ status: 303, location: signInSettings });
  const page = await ben.get(signInSettings);
  expect(page.status).toBe(200);
  expect(page.text).toContain(`Alder${shops} asks for one before you go on`);
  await setUp(server, ben);
  expect((await ben.get('/inbox/open')).status).toBe(200);
  await (await socketOf(ben.cookieHeader)).close();
});

it('holds for whoever signs in later, and for whoever becomes an admin', async () => {
  await setUp(server, await shop.browser('Olu'));
  await want('managers');
  const ben = await signIn(server, shop.team.people.Ben);
  expect((await ben.get('/inbox/open')).status).toBe(200);
  await (await shop.browser('Olu')).post(`/settings/members/${shop.team.people.Ben.id}/role`, { role: 'admin' });
  const asAdmin = await signIn(server, shop.team.people.Ben);
  expect((await asAdmin.get('/inbox/open')).location).toBe(signInSettings);
});

it('is of its workspace only', async () => {
  const birch = await Shop.open(server, `Birch${shops}`);
  await want('everybody');
  expect((await (await birch.browser('Ben')).get('/inbox/open')).status).toBe(200);
});

it('comes back when the last factor is removed', async () => {
  const olu = await shop.browser('Olu');
  await setUp(server, olu);
  await want('everybody');
  const socket = await agentSocket(olu);
  await olu.post(`${signInSettings}/authenticator/removal`);
  await socket.closed;
  expect(await olu.get('/inbox/open')).toMatchObject({ status: 303, location: signInSettings });
});

it.each(['Ben', 'Vera'] as const)('%s does not choose', async (person) => {
  const answer = await (await shop.browser(person)).postJson('/settings/sign-in', { requiredOf: 'nobody' });
  expect(answer.status).toBe(403);
  expect(await rowsOf(server, 'SELECT * FROM second_factor_policy WHERE workspace_id = ?', [shop.workspaceId])).toEqual([]);
});

it('takes a confirmed session, and is written down', async () => {
  const olu = await shop.browser('Olu');
  await want('nobody');
  const acts = await rowsOf<{ action: string }>(
    server,
    "SELECT action FROM audit_entry WHERE workspace_id = ? AND action LIKE 'factor.%'",
    [shop.workspaceId],
  );
  expect(acts.map(({ action }) => action)).toEqual(['factor.policy_changed']);
  moveClock(server, 10 * 60_000 + 1);
  expect((await olu.postJson('/settings/sign-in', { requiredOf: 'everybody' })).status).toBe(403);
  expect(await rowsOf(server, 'SELECT required_of FROM second_factor_policy WHERE workspace_id = ?', [shop.workspaceId])).toEqual(
    [{ required_of: 'nobody' }],
  );
  expect((await olu.postJson('/settings/sign-in', { requiredOf: ['everybody'] })).status).toBe(422);
});
