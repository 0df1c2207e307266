import { startApp, type RunningApp } from '../../kit/app';
import { act, checked } from '../../kit/audit';
import { Browser } from '../../kit/browser';
import { agentSocket } from '../../kit/agent-socket';
import { password } from '../../kit/people';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const tokyo = '133.11.0.1';
const mountainView = '8.8.8.8';

let server: RunningApp;
let shop: Shop;
beforeEach(async () => {
  server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' }, alertMails: true });
  shop = await Shop.open(server);
});
afterEach(() => server.stop());

const email = (who: 'Olu' | 'Ben' | 'Vera') => shop.as(who).account.email;
async function signIn(who: 'Olu' | 'Ben' | 'Vera', agent = firefox, from = mountainView, secret = password) {
  const browser = new Browser(server.url);
  const answer = await browser.post(
    '/sign-in',
    { email: email(who), password: secret },
    { 'User-Agent': agent, 'X-Forwarded-For': from },
  );
  return { browser, answer };
}
interface AlertRow {
  id: string;
  rule: string;
  state: string;
  account_id: string | null;
}
const alerts = () => rowsOf<AlertRow>(server, 'SELECT id, rule, state, account_id FROM security_alert ORDER BY id');
const raised = (rule: string) => until(`an alert: ${rule}`, async () => (await alerts()).some((one) => one.rule === rule));
const mailsTo = (who: 'Olu' | 'Ben' | 'Vera') =>
  rowsOf<{ subject: string; body: string; link?: string | null }>(
    server,
    'SELECT * FROM mail WHERE recipient = ? ORDER BY id DESC',
    [email(who)],
  );
/** From the mail, wherever the server keeps it until it leaves. */
async function tokenFor(who: 'Olu' | 'Ben' | 'Vera', path = 'alerts/'): Promise<string> {
  const [{ body, link }] = await mailsTo(who);
  return new RegExp(`/${path}([\\w-]{43})`).exec(link ?? body)![1];
}
/** Every job that looks at acts is done. */
const judged = () => until('all acts are looked at', async () => !(await count(server, 'outbox_job', "kind = 'alert.judge'")));

it('a sign-in on a new device is told to its person, who can say so, and to the admins', async () => {
  await signIn('Ben');
  await signIn('Ben', chrome);
  await raised('device');
  const [{ subject, body }] = await mailsTo('Ben');
  expect(subject).toContain('Was this you?');
  expect(body).toContain('Chrome on Windows');
  expect(body).toContain('8.8.8.0/24');
  expect(body).not.toContain('8.8.8.8');
  const [admin] = await mailsTo('Olu');
  expect(admin.body).toContain('Ben signed in on a new device');
  expect(admin.body).toContain('/settings/security');
  expect(admin.body).not.toMatch(/alerts\/[\w-]{43}/);
  expect(await mailsTo('Vera')).toEqual([]);
});

it('from another country within the hour is one alert, the gravest, and says how unsure it is', async () => {
  await signIn('Ben');
  await signIn('Ben', chrome, tokyo);
  await raised('travel');
  await judged();
  expect((await alerts()).map(({ rule }) => rule)).toEqual(['travel']);
  expect((await mailsTo('Ben'))[0].body).toMatch(/Japan[^]*VPN/);
});

it('the same device and country are no news', async () => {
  for (let time = 0; time < 3; time++) await signIn('Ben');
  await judged();
  expect(await alerts()).toEqual([]);
});

it('refused sign-ins are acts without what was typed, and five are one alert', async () => {
  for (let time = 0; time < 7; time++) await signIn('Ben', firefox, mountainView, 'wrong and wrong');
  await new Browser(server.url).post('/sign-in', { email: 'hawthorn@elsewhere.example', password: 'wrong and wrong' });
  await raised('failures');
  await judged();
  expect((await alerts()).map(({ rule, account_id }) => ({ rule, account_id }))).toEqual([
    { rule: 'failures', account_id: shop.as('Ben').account.id },
  ]);
  const acts = await rowsOf<{ target: string; details: string; account_id: string | null; chain: string }>(
    server,
    "SELECT target, details, account_id, chain FROM audit_entry WHERE action = 'sign_in.refused' ORDER BY id",
  );
  expect(acts).toHaveLength(8);
  expect(acts[0]).toMatchObject({ account_id: null, details: '{"code":"sign_in.wrong"}', chain: shop.workspaceId });
  expect(acts[7]).toMatchObject({ target: expect.stringMatching(/^unknown:[\w-]{43}$/) as string, chain: 'server' });
  expect(JSON.stringify(await rowsOf(server, 'SELECT * FROM audit_entry'))).not.toMatch(/hawthorn|wrong and/);
});

it('a link of a mail changes nothing when it is opened, and works once', async () => {
  await signIn('Ben');
  await signIn('Ben', chrome);
  await raised('device');
  const token = await tokenFor('Ben');
  const scanner = new Browser(server.url);
  for (let time = 0; time < 2; time++) expect((await scanner.get(`/alerts/${token}`)).text).toContain('This was not me');
  expect((await alerts())[0].state).toBe('open');
  expect((await scanner.get(`/alerts/${token}/mine`)).status).toBeGreaterThanOrEqual(400);
  expect((await scanner.post(`/alerts/${token}/mine`)).status).toBe(303);
  expect((await alerts())[0].state).toBe('mine');
  expect((await scanner.post(`/alerts/${token}/denied`)).status).toBe(404);
  expect((await scanner.get(`/alerts/${token}`)).status).toBe(404);
  expect(await rowsOf(server, 'SELECT * FROM account_link')).toEqual([]);
});

it('“not me” ends every session and socket, and nobody signs in before there is a new password', async () => {
  const { browser } = await signIn('Ben');
  const thief = (await signIn('Ben', chrome)).browser;
  const socket = await agentSocket(thief);
  await raised('device');
  const token = await tokenFor('Ben');
  const mailbox = new Browser(server.url);
  const both = await Promise.all([
    mailbox.post(`/alerts/${token}/denied`),
    new Browser(server.url).post(`/alerts/${token}/denied`),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
  const { location } = both.find(({ status }) => status === 303)!;
  expect(location).toMatch(/^\/alerts\/password\/[\w-]{43}$/);
  await socket.closed;
  for (const one of [browser, thief]) expect((await one.get('/inbox')).location).toMatch(/^\/sign-in/);
  expect((await signIn('Ben')).answer.status).toBe(401);
  expect((await mailbox.post(location!, { password: 'short' })).status).toBe(422);
  expect((await mailbox.post(location!, { password: 'a new long sentence' })).location).toBe('/sign-in');
  expect((await mailbox.post(location!, { password: 'another long sentence' })).status).toBe(404);
  expect((await signIn('Ben')).answer.status).toBe(401);
  expect((await signIn('Ben', firefox, mountainView, 'a new long sentence')).answer.status).toBe(303);
  const acts = (await rowsOf<{ action: string }>(server, 'SELECT action FROM audit_entry')).map(({ action }) => action);
  expect(acts).toEqual(expect.arrayContaining(['alert.denied', 'account.locked', 'account.unlocked']));
  expect((await checked(server, shop.workspaceId)).fault).toBeUndefined();
});

it('on the page a stolen session cannot choose the new password: the old one is asked for', async () => {
  await signIn('Ben');
  const { browser } = await signIn('Ben', chrome);
  await raised('device');
  const [{ id }] = await alerts();
  expect((await browser.get('/settings/security')).text).toContain('You signed in on a new device');
  expect((await browser.post(`/settings/security/${id}/denied`, { password: 'a guess of somebody' })).status).toBe(422);
  expect((await browser.get('/settings/security')).status).toBe(200);
  expect((await browser.post(`/settings/security/${id}/denied`, { password })).location).toMatch(/^\/alerts\/password\//);
  expect((await browser.get('/inbox')).location).toMatch(/^\/sign-in/);
});

it('an admin settles or locks what is below them; nobody answers for somebody else', async () => {
  await signIn('Ben');
  await signIn('Ben', chrome);
  await signIn('Olu');
  const olu = (await signIn('Olu', chrome)).browser;
  await until('two alerts', async () => (await alerts()).length === 2);
  const of = async (who: 'Olu' | 'Ben') => (await alerts()).find((one) => one.account_id === shop.as(who).account.id)!.id;
  const ben = (await signIn('Ben')).browser;
  expect((await ben.get('/settings/security')).text).not.toContain('Olu');
  for (const answer of ['mine', 'denied']) {
    expect((await ben.post(`/settings/security/${await of('Olu')}/${answer}`, { password })).status).toBe(404);
    expect((await olu.post(`/settings/security/${await of('Ben')}/${answer}`, { password })).status).toBe(404);
  }
  expect((await ben.post(`/settings/security/${await of('Olu')}/lock`)).status).toBe(403);
  const birch = await (await Shop.open(server, 'Birch')).browser('Olu');
  expect((await birch.post(`/settings/security/${await of('Ben')}/lock`)).status).toBe(404);
  expect((await olu.post(`/settings/security/${await of('Ben')}/lock`)).status).toBe(303);
  expect((await ben.get('/inbox')).location).toMatch(/^\/sign-in/);
  const fresh = new Browser(server.url);
  const token = await tokenFor('Ben', 'alerts/password/');
  expect((await fresh.post(`/alerts/password/${token}`, { password: 'a new long sentence' })).status).toBe(303);
  expect((await olu.post(`/settings/security/${await of('Olu')}/seen`)).status).toBe(303);
});

it.each([
  ['factor.removed', 'factor'],
  ['token.created', 'token'],
  ['backup.restored', 'restored'],
  ['chain.broken', 'broken'],
])('%s raises an alert', async (action, rule) => {
  await act(server, shop.workspaceId, {
    action,
    accountId: ['restored', 'broken'].includes(rule) ? null : shop.as('Ben').account.id,
  });
  await raised(rule);
  expect(await mailsTo('Olu')).toHaveLength(1);
});

it('a plugin that is enabled raises one, and so do many copies of people’s data', async () => {
  await act(server, shop.workspaceId, {
    action: 'plugin.enabled',
    accountId: shop.as('Olu').account.id,
    target: 'translate-deepl',
  });
  await raised('plugin');
  for (let time = 0; time < 6; time++)
    await act(server, shop.workspaceId, { action: 'export.begun', accountId: shop.as('Ben').account.id });
  await raised('export');
  await judged();
  expect((await alerts()).filter(({ rule }) => rule === 'export')).toHaveLength(1);
});

it('what happens to the server’s own log is told to whoever runs it, and to nobody else', async () => {
  await Shop.open(server, 'Birch');
  await act(server, null, { action: 'chain.broken', accountId: null, target: 'server' });
  await raised('broken');
  const [{ workspace_id }] = await rowsOf<{ workspace_id: string }>(server, 'SELECT workspace_id FROM security_alert');
  expect(workspace_id).toBe(shop.workspaceId);
});
