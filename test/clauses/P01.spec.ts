import { startApp, type RunningApp } from '../kit/app';
import type { Browser } from '../kit/browser';
import { identityOf } from '../kit/people';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { Database } from '../../src/database/database';

/** Nobody can write to a business that does not say who it is. */
let server: RunningApp;
let shop: Shop;
let olu: Browser;

beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.stop());
beforeEach(async () => {
  shop = await Shop.open(server, `Alder${Math.random().toString(36).slice(2)}`);
  olu = await shop.browser('Olu');
});

const foreign = { Origin: 'https://shop.example' };
const config = (headers: Record<string, string> = foreign) =>
  fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`, { headers });
const live = (on: boolean) => olu.post(`/settings/websites/${shop.website.id}/live`, { live: String(on) });
const forget = (field: string) =>
  server.app
    .get(Database)
    .transaction((tx) => tx.run(`UPDATE legal_identity SET ${field} = '' WHERE holder = ?`, [shop.workspaceId]));

it.each([
  ['legal_name', 'legal name'],
  ['address', 'postal address'],
  ['contact', 'email for privacy'],
])('a widget cannot go live without %s, and the reason names it and leads to it', async (column, name) => {
  expect((await live(false)).status).toBe(303);
  await forget(column);
  const refused = await live(true);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain(`Missing: ${name}.`);
  expect(refused.text).toContain('href="/settings/identity"');
  expect((await config()).status).toBe(403);
  expect(await rowsOf(server, 'SELECT id FROM website WHERE id = ? AND live_at IS NOT NULL', [shop.website.id])).toEqual([]);
});

it('goes live once everything is said, and visitors get it from then on', async () => {
  await live(false);
  const closed = await config();
  expect([closed.status, ((await closed.json()) as { error: { code: string } }).error.code]).toEqual([403, 'website.not_live']);
  expect((await live(true)).status).toBe(303);
  expect((await config()).status).toBe(200);
});

it('is seen in the preview before', async () => {
  await live(false);
  expect((await config({ Referer: `${server.url}/` })).status).toBe(200);
  expect((await config({ Referer: 'https://shop.example/' })).status).toBe(403);
  expect((await config({})).status).toBe(403);
});

it('does not take back who answers', async () => {
  const said = { ...identityOf('Alder'), minimumAge: '16' };
  for (const field of ['legalName', 'address', 'contact']) {
    const answer = await olu.post('/settings/identity', { ...said, [field]: ' ' });
    expect([field, answer.status]).toEqual([field, 422]);
  }
  expect((await olu.post('/settings/identity', { ...said, officer: 'Dora, dora@alder.example' })).status).toBe(303);
  expect((await olu.get('/settings/identity')).text).toContain('Dora, dora@alder.example');
});
