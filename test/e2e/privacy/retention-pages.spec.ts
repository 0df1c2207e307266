import { NightlyPurge } from '../../../src/privacy/retention/nightly.service';
import { Holds } from '../../../src/privacy/erasure/holds.service';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { signIn } from '../../kit/people';
import { day, keepFor, purge, purgeOf, scheduleOf, takenBy } from '../../kit/retention';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import { until } from '../../kit/until';

let server: RunningApp;
let shop: Shop;
let olu: Browser;
beforeEach(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  await shop.change({ collectsPages: true });
  olu = await shop.browser('Olu');
});
afterEach(() => server.stop());

const numbersIn = (html: string) => [...html.matchAll(/table__number">(\d+)</g)].map(([, number]) => Number(number));

it('shows before saving what a period would take, and keeps nothing of the question', async () => {
  const ana = await shop.visitor();
  await ana.say('Hello');
  await ana.act('page.view', { url: 'https://shop.example/a', title: 'A' });
  await ana.act('page.view', { url: 'https://shop.example/b', title: 'B' });
  moveClock(server, 5 * day);
  olu = await signIn(server, shop.team.people.Olu);
  const preview = await olu.get('/privacy/retention/pages/preview?website=&ends=days&days=4&reason=service');
  expect([preview.status, numbersIn(preview.text)]).toEqual([200, [2]]);
  expect(await count(server, 'retention_choice')).toBe(0);
  expect(numbersIn((await olu.get('/privacy/retention?count=1')).text)).toEqual([]);
  expect((await olu.post('/privacy/retention/pages', { website: '', ends: 'days', days: '4', reason: 'service' })).status).toBe(
    303,
  );
  expect(numbersIn((await olu.get('/privacy/retention?count=1')).text)).toEqual([2]);
  expect((await olu.post('/privacy/retention/runs')).status).toBe(303);
  await until('it is done', async () => (await count(server, 'retention_run', "state = 'done'")) === 1);
  expect(await count(server, 'page_view')).toBe(0);
  expect(numbersIn((await olu.get('/privacy/retention')).text)).toEqual([2]);
  const acts = await rowsOf<{ action: string }>(
    server,
    "SELECT action FROM audit_entry WHERE action LIKE 'retention.%' ORDER BY id",
  );
  expect(acts.map(({ action }) => action)).toEqual(['retention.changed', 'retention.purged']);
});

it.each([
  ['no number', { ends: 'days', days: 'many' }],
  ['too few days', { ends: 'days', days: '0' }],
  ['too many days', { ends: 'days', days: '3651' }],
  ['half a day', { ends: 'days', days: '1.5' }],
  ['no end and no answer', { ends: '', days: '10' }],
])('refuses %s, on the form, and changes nothing', async (_what, typed) => {
  const { status, text } = await olu.post('/privacy/retention/messages', { website: '', reason: 'service', ...typed });
  expect(status).toBe(422);
  expect(text).toContain('<form');
  expect(await count(server, 'retention_choice')).toBe(0);
});

it('keeps what shows that the law was kept for a while, whatever somebody types', async () => {
  const { status } = await olu.post('/privacy/retention/log', { website: '', ends: 'days', days: '1', reason: 'service' });
  expect(status).toBe(422);
});

it('has a time of its own for one website, which is no time of another’s', async () => {
  const other = await Shop.open(server, 'Birch');
  const chosen = { ends: 'days', days: '10', reason: 'service' };
  expect((await olu.post('/privacy/retention/messages', { website: shop.website.id, ...chosen })).status).toBe(303);
  expect((await olu.post('/privacy/retention/messages', { website: other.website.id, ...chosen })).status).toBe(404);
  expect((await olu.post('/privacy/retention/log', { website: shop.website.id, ...chosen, days: '100' })).status).toBe(422);
  const rules = await scheduleOf(server).rules(shop.workspaceId);
  expect(rules.filter(({ line }) => line === 'messages')).toEqual([{ line: 'messages', websiteId: shop.website.id, days: 10 }]);
  expect((await scheduleOf(server).rules(other.workspaceId)).find(({ line }) => line === 'messages')?.days).toBe(730);
  await olu.post('/privacy/retention/messages/usual', { website: shop.website.id });
  expect(await count(server, 'retention_choice')).toBe(0);
});

it('tells visitors in the notice: a new time is a new version', async () => {
  const address = `/privacy/${shop.workspaceId}`;
  const before = (await new Browser(server.url).get(address)).text;
  expect(before).toContain('730 days');
  await keepFor(server, shop, 'messages', 42);
  const after = (await new Browser(server.url).get(address)).text;
  expect(after).toContain('42 days');
});

it('is done every night by itself, by one of several, and not before', async () => {
  const night = server.app.get(NightlyPurge, { strict: false });
  expect(await night.look()).toBe(false);
  await (await shop.visitor()).say('Old');
  await keepFor(server, shop, 'messages', 5);
  moveClock(server, 6 * day);
  const both = await Promise.all([night.look(), night.look()]);
  expect(both.filter(Boolean)).toHaveLength(1);
  await until('it is done', async () => (await count(server, 'retention_run', "state = 'done'")) === 1);
  expect(await count(server, 'message')).toBe(0);
  expect(await night.look()).toBe(false);
});

it('leaves whoever is under a legal hold, and says so', async () => {
  const ana = await shop.visitor();
  await ana.say('Evidence');
  await (await shop.visitor()).say('No evidence');
  const hold = { reason: 'Court', until: null };
  server.app.get(Holds, { strict: false }).register(
    ({ id }) => Promise.resolve(id === ana.id ? hold : undefined),
    () => Promise.resolve([ana.id]),
  );
  await keepFor(server, shop, 'messages', 5);
  moveClock(server, 6 * day);
  const plan = await purgeOf(server).dryRun(shop.workspaceId);
  const run = await purge(server, shop);
  expect(plan.kept).toEqual({ hold: 1, restriction: 0 });
  expect([takenBy(run), JSON.parse(run.kept)]).toEqual([plan.taken, plan.kept]);
  expect(await rowsOf(server, 'SELECT body FROM message')).toEqual([{ body: 'Evidence' }]);
});

it('shows the data map with true numbers, and one person with a line in the log for whoever looked', async () => {
  const ana = await shop.visitor();
  await ana.act('visitor.update', { name: 'Ana Silva' }).catch(() => undefined);
  const { conversation } = await ana.say('Where is my parcel?');
  await shop.answer(conversation, 'On its way');
  const map = (await olu.get('/privacy/data-map')).text;
  expect(map).toMatch(/Messages <span class="map__count">2</);
  expect(map).toContain('<svg');
  const found = await olu.post('/privacy/people', { words: `${server.url}/inbox/conversations/${conversation}` });
  expect([found.status, found.location]).toEqual([303, `/privacy/people/${ana.id}`]);
  const page = await olu.get(`/privacy/people/${ana.id}`);
  expect(page.text).toContain('Where is my parcel?');
  expect(await count(server, 'audit_entry', "action = 'person.looked_at' AND target = ?", [ana.id])).toBe(1);
  expect((await olu.post('/privacy/people', { words: 'nobody@example.org' })).location).toBe('/privacy/data-map');
  const ben = await shop.browser('Ben');
  for (const door of ['/privacy/data-map', `/privacy/people/${ana.id}`, '/privacy/retention'])
    expect({ door, status: (await ben.get(door)).status }).toEqual({ door, status: 403 });
  const stranger = await (await Shop.open(server, 'Birch')).browser('Olu');
  expect((await stranger.get(`/privacy/people/${ana.id}`)).status).toBe(404);
  expect(await count(server, 'audit_entry', "action = 'person.looked_at'")).toBe(1);
});
