import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket } from '../../kit/agent-socket';
import { Browser } from '../../kit/browser';
import { codesIn, secondStep, setUp, signInSettings } from '../../kit/factors';
import { password, signIn } from '../../kit/people';
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

const confirmation = `${signInSettings}/confirmation`;
/** What stands in the operator's outbox for Ben because of his factors. */
const mailsToBen = () =>
  rowsOf<{ subject: string; body: string }>(
    server,
    "SELECT subject, body FROM mail WHERE recipient = ? AND account_kind = 'security' AND subject NOT LIKE '%Was this you%' ORDER BY id",
    [shop.team.people.Ben.email],
  );
const mails = async () => (await mailsToBen()).map((mail) => mail.subject);

it('ends all other sessions and their sockets within a second, and keeps this one', async () => {
  const here = await shop.browser('Ben');
  const elsewhere = await signIn(server, shop.team.people.Ben);
  const olu = await agentSocket(await shop.browser('Olu'));
  const socket = await agentSocket(elsewhere);
  await setUp(server, here);
  const changed = Date.now();
  await socket.closed;
  expect(Date.now() - changed).toBeLessThan(1000);
  expect((await elsewhere.get('/inbox/open')).status).toBe(303);
  expect((await here.get('/inbox/open')).status).toBe(200);
  expect(await olu.ask('ping', {})).toMatchObject({ event: 'pong' });
});

it('tells its person by mail, and writes it down, each time', async () => {
  const ben = await shop.browser('Ben');
  const { app } = await setUp(server, ben);
  await ben.post(`${signInSettings}/recovery-codes`);
  await ben.post(`${signInSettings}/authenticator/removal`);
  expect(await mails()).toEqual([
    'A second factor was added to your account',
    'You have new recovery codes',
    'A second factor was removed from your account',
  ]);
  for (const { body } of await mailsToBen()) {
    expect(body).not.toContain(app.secret);
    expect(codesIn(body)).toEqual([]);
  }
  const acts = await rowsOf<{ action: string; details: string }>(
    server,
    "SELECT action, details FROM audit_entry WHERE workspace_id = ? AND action LIKE 'factor.%' ORDER BY id",
    [shop.workspaceId],
  );
  expect(acts.map(({ action }) => action)).toEqual(['factor.added', 'factor.codes_renewed', 'factor.removed']);
  expect(JSON.parse(acts[0].details)).toEqual({ kind: 'authenticator' });
});

it('leaves nothing of a factor that was removed', async () => {
  const ben = await shop.browser('Ben');
  await setUp(server, ben);
  expect(await ben.post(`${signInSettings}/authenticator/removal`)).toMatchObject({ status: 303, location: signInSettings });
  for (const table of ['authenticator', 'recovery_code', 'remembered_device', 'half_session'])
    expect(await rowsOf(server, `SELECT * FROM ${table} WHERE account_id = ?`, [shop.team.people.Ben.id])).toEqual([]);
  await signIn(server, shop.team.people.Ben);
  expect((await ben.post(`${signInSettings}/authenticator/removal`)).status).toBe(404);
});

describe('a session alone changes nothing', () => {
  const changes: [door: string, body: Record<string, string>][] = [
    ['authenticator/beginning', {}],
    ['authenticator', { code: '123456' }],
    ['authenticator/removal', {}],
    ['recovery-codes', {}],
    ['passkeys/options', {}],
    ['passkeys', { name: 'Eve', answer: '{}' }],
    ['passkeys/01j0000000000000000000000a/removal', {}],
  ];

  it.each(changes)('%s', async (door, body) => {
    const ben = await shop.browser('Ben');
    await setUp(server, ben);
    const before = await rowsOf(server, 'SELECT * FROM authenticator WHERE account_id = ?', [shop.team.people.Ben.id]);
    moveClock(server, 10 * 60_000 + 1);
    const answer = await ben.postJson(`${signInSettings}/${door}`, body);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'factor.unconfirmed' } });
    expect(await rowsOf(server, 'SELECT * FROM authenticator WHERE account_id = ?', [shop.team.people.Ben.id])).toEqual(before);
    const page = await ben.post(`${signInSettings}/${door}`, body);
    expect(page).toMatchObject({ status: 303, location: `${confirmation}?next=%2Fsettings%2Fyou%2Fsign-in` });
  });

  it('the password confirms where there is no factor, and only there', async () => {
    const ben = await shop.browser('Ben');
    moveClock(server, 10 * 60_000 + 1);
    const token = ben.cookies.get('parlour_session');
    expect((await ben.post(confirmation, { proof: 'not the password' })).status).toBe(401);
    expect(ben.cookies.get('parlour_session')).toBe(token);
    expect((await ben.post(confirmation, { proof: password })).status).toBe(303);
    // Another token: whoever had a copy of the one before has nothing.
    expect(ben.cookies.get('parlour_session')).not.toBe(token);
    const { app } = await setUp(server, ben);
    moveClock(server, 10 * 60_000 + 1);
    expect((await ben.post(confirmation, { proof: password })).status).toBe(401);
    expect((await ben.post(confirmation, { proof: await app.next() })).status).toBe(303);
    expect((await ben.post(`${signInSettings}/authenticator/removal`)).location).toBe(signInSettings);
  });

  it('the socket goes on under the new token, and ends with it; the token before is over at once', async () => {
    const ben = await shop.browser('Ben');
    const former = ben.cookieHeader;
    const socket = await agentSocket(ben);
    expect((await ben.post(confirmation, { proof: password })).status).toBe(303);
    expect((await ben.get('/inbox/open', { Cookie: former })).status).toBe(303);
    expect(await socket.ask('ping', {})).toMatchObject({ event: 'pong' });
    await ben.post('/sign-out');
    expect(await socket.closed).toMatchObject({ code: 1008 });
  });

  it('going to another workspace confirms nothing', async () => {
    const ben = await shop.browser('Ben');
    moveClock(server, 10 * 60_000 + 1);
    await ben.post('/workspace', { id: shop.workspaceId });
    expect((await ben.postJson(`${signInSettings}/authenticator/beginning`, {})).status).toBe(403);
  });

  it('leads nobody to another server', async () => {
    const ben = await shop.browser('Ben');
    const answer = await ben.post(confirmation, { proof: password, next: '//evil.example' });
    expect(answer).toMatchObject({ status: 303, location: signInSettings });
  });
});

it('an invitation does not go round the second step', async () => {
  await setUp(server, await shop.browser('Ben'));
  const owner = await (await Shop.open(server, `Birch${shops}`)).browser('Olu');
  const made = await owner.post('/settings/invitations', { role: 'agent' });
  const [path] = /\/invitations\/[\w-]{43}/.exec((await owner.get(made.location!)).text)!;
  const stranger = new Browser(server.url);
  await stranger.post(path, { name: 'Ben', email: shop.team.people.Ben.email, password });
  expect(stranger.cookies.has('parlour_session')).toBe(false);
  expect(await stranger.get('/sign-in')).toMatchObject({ location: secondStep });
});

it('a session that another account had in this browser is over when the second step begins', async () => {
  await setUp(server, await shop.browser('Ben'));
  const browser = await signIn(server, shop.team.people.Vera);
  const former = browser.cookieHeader;
  await browser.post('/sign-in', { email: shop.team.people.Ben.email, password });
  browser.cookies.clear();
  expect((await browser.get('/inbox/open', { Cookie: former })).status).toBe(303);
});
