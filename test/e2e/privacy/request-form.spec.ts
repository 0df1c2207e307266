import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import { VisitorsService } from '../../../src/visitors/visitors.service';
import { MessagesService } from '../../../src/conversations/messages.service';
import { newId } from '../../../src/common/ids';
import { until } from '../../kit/until';

let server: RunningApp;
let operator: Shop;
let shop: Shop;
beforeAll(async () => {
  server = await startApp();
  operator = await Shop.open(server, 'Operator');
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

/** Ana asks by the form, in a browser of her own. */
async function asks(email: string, kind = 'access', to = shop.workspaceId) {
  const browser = new Browser(server.url);
  const { location, status, text } = await browser.post(`/privacy/${to}/request?language=en`, { kind, email, body: 'Please.' });
  if (status !== 303) throw new Error(`${status} ${text.slice(0, 300)}`);
  const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM privacy_case WHERE email = ? ORDER BY id DESC LIMIT 1', [
    email,
  ]);
  return { browser, page: location!, id };
}
async function codeFor(email: string): Promise<string> {
  const sql = 'SELECT secret FROM mail WHERE recipient = ? AND secret IS NOT NULL ORDER BY id DESC';
  return (await rowsOf<{ secret: string }>(server, sql, [email]))[0].secret;
}
const prove = async (browser: Browser, page: string, code: string) => browser.post(`${page}/proof`, { code });
const caseOf = async (id: string) =>
  (
    await rowsOf<{ state: string; subject_id: string | null }>(
      server,
      'SELECT state, subject_id FROM privacy_case WHERE id = ?',
      [id],
    )
  )[0];

/** Somebody who wrote a mail from this address. */
async function wroteByMail(email: string): Promise<string> {
  const { visitorId, ...rest } = await server.app.get(VisitorsService, { strict: false }).fromMail(shop.website, email, 'Ana');
  const message = { id: randomUUID(), body: 'By mail', attachments: [] };
  await server.app.get(MessagesService, { strict: false }).postElsewhere({ visitorId, ...rest }, newId(), message);
  return visitorId;
}

it('shows who wrote by mail their data, after the code that was mailed', async () => {
  const visitorId = await wroteByMail('ana@example.com');
  const { browser, page, id } = await asks('ana@example.com');
  expect(page).not.toContain('ana');
  expect((await browser.get(page)).text).toContain('Look into your mail');
  expect((await prove(browser, page, await codeFor('ana@example.com'))).status).toBe(303);
  expect(await caseOf(id)).toEqual({ state: 'verified', subject_id: visitorId });
  await (await shop.browser('Olu')).post(`/privacy/cases/${id}/approval`, { words: '' });
  await until('the export is ready', async () => (await browser.get(page)).text.includes('Download your data'));
  const { location } = await browser.post(`${page}/download`);
  expect((await browser.get(location!)).status).toBe(200);
});

it('opens nobody’s chats by an address that somebody only typed', async () => {
  const ana = await shop.visitor();
  await ana.say('My secret question');
  await ana.act('visitor.update', { name: 'Ana', email: 'typed@example.com' });
  const { browser, page, id } = await asks('typed@example.com');
  await prove(browser, page, await codeFor('typed@example.com'));
  expect(await caseOf(id)).toEqual({ state: 'verified', subject_id: null });
  expect((await browser.get(page)).text).toContain('An address alone does not open chats');
  expect((await (await shop.browser('Olu')).post(`/privacy/cases/${id}/approval`, { words: '' })).status).toBe(409);
  expect(await count(server, 'data_export', 'subject_id = ?', [ana.id])).toBe(0);
});

it('tells nobody whether an address is known: the same answers, and a mail each', async () => {
  await wroteByMail('known@example.com');
  const [known, unknown] = [await asks('known@example.com'), await asks('unknown@example.com')];
  const pages = await Promise.all(
    [known, unknown].map(async ({ browser, page }) => (await browser.get(page)).text.replaceAll(page, '')),
  );
  const plain = (text: string) => text.replace(/nonce="[^"]*"|content="[^"]{20,}"/g, '');
  expect(plain(pages[0])).toBe(plain(pages[1]));
  for (const email of ['known@example.com', 'unknown@example.com'])
    expect(await count(server, 'mail', 'recipient = ?', [email])).toBe(1);
});

it('gives an attacker who knows the address, and even the page, nothing without the code', async () => {
  await wroteByMail('eve-victim@example.com');
  const { page, id } = await asks('eve-victim@example.com');
  const eve = new Browser(server.url);
  const code = await codeFor('eve-victim@example.com');
  const wrong = (number: number) => String((Number(code) + number) % 1_000_000).padStart(6, '0');
  for (let index = 1; index <= 5; index++) expect((await prove(eve, page, wrong(index))).status).toBe(422);
  // Five wrong ones, and the right one is worth nothing any more.
  expect((await prove(eve, page, code)).status).toBe(422);
  expect((await caseOf(id)).state).toBe('unverified');
  expect((await eve.get(page)).text).toContain('Look into your mail');
  // Two more codes, and then none, however often it is asked for.
  for (let index = 0; index < 6; index++) await eve.post(`${page}/codes`);
  expect(await count(server, 'mail', 'recipient = ?', ['eve-victim@example.com'])).toBe(3);
});

it('takes a code once, for half an hour, and in the browser that gave it', async () => {
  const { browser, page } = await asks('once@example.com');
  const code = await codeFor('once@example.com');
  await prove(browser, page, code);
  expect((await browser.get(page)).text).toContain('Your request');
  const other = new Browser(server.url);
  expect((await prove(other, page, code)).status).toBe(422);
  expect((await other.get(page)).text).not.toContain('Your request');
  const late = await asks('late@example.com');
  const before = await codeFor('late@example.com');
  moveClock(server, 31 * 60_000);
  expect((await prove(late.browser, late.page, before)).status).toBe(422);
  moveClock(server, -31 * 60_000);
});

it('keeps no code as it is', async () => {
  const { id } = await asks('hash@example.com');
  const [row] = await rowsOf(server, 'SELECT * FROM privacy_case WHERE id = ?', [id]);
  expect(JSON.stringify(row)).not.toContain(await codeFor('hash@example.com'));
});

it('brings what is about an account to the operator, and what is about a visitor to the workspace', async () => {
  const { email } = shop.team.people.Ben!;
  const toOperator = await asks(email, 'access', 'operator');
  await prove(toOperator.browser, toOperator.page, await codeFor(email));
  expect(await caseOf(toOperator.id)).toMatchObject({ state: 'verified', subject_id: shop.team.people.Ben!.id });
  const visitorId = await wroteByMail('lost@example.com');
  const lost = await asks('lost@example.com', 'erasure', 'operator');
  await prove(lost.browser, lost.page, await codeFor('lost@example.com'));
  const desk = await operator.browser('Olu');
  expect((await desk.post(`/privacy/cases/${lost.id}/approval`, { words: '' })).status).toBe(403);
  expect((await desk.post(`/privacy/cases/${lost.id}/refusal`, { reason: 'unfounded', words: 'No.' })).status).toBe(403);
  expect((await desk.post(`/privacy/cases/${lost.id}/forwarding`, { to: shop.workspaceId })).status).toBe(303);
  expect((await desk.get(`/privacy/cases/${lost.id}`)).status).toBe(404);
  expect((await (await shop.browser('Olu')).get(`/privacy/cases/${lost.id}`)).status).toBe(200);
  expect(await caseOf(lost.id)).toEqual({ state: 'verified', subject_id: visitorId });
});

it.each([
  { kind: 'sell', email: 'a@example.com', body: '' },
  { kind: 'access', email: 'nobody', body: '' },
  { kind: 'access', email: '', body: '' },
])('refuses $kind for "$email"', async (fields) => {
  const { status } = await new Browser(server.url).post(`/privacy/${shop.workspaceId}/request`, fields);
  expect(status).toBe(422);
});

it.each(['nowhere', '0'.repeat(26), 'w_unknown', '..%2f'])('has no form at %s', async (address) => {
  expect((await new Browser(server.url).get(`/privacy/${address}/request`)).status).toBe(404);
});

it('is in the language of the reader', async () => {
  const browser = new Browser(server.url);
  expect((await browser.get(`/privacy/${shop.website.key}/request?language=ar`)).text).toContain('dir="rtl"');
  expect((await browser.get(`/privacy/${shop.workspaceId}/request`, { 'Accept-Language': 'fr-CH' })).text).toContain(
    'Une demande sur vos données',
  );
});

it('shows the code to nobody in the house: not on the page of the outbox, and not in the texts of the mail', async () => {
  const email = 'dora@example.com';
  await asks(email);
  const code = await codeFor(email);
  expect(code).toMatch(/^\d{6}$/);
  const sql = 'SELECT id, subject, body, html FROM mail WHERE recipient = ?';
  const [mail] = await rowsOf<{ id: string; body: string }>(server, sql, [email]);
  expect(JSON.stringify(mail)).not.toContain(code);
  const olu = await shop.browser('Olu');
  const page = (await olu.get(`/settings/outbox/mails/${mail.id}`)).text;
  expect(page).toContain('••••••');
  expect(page).toContain('is not shown');
  expect(page + (await olu.get('/settings/outbox')).text).not.toContain(code);
});
