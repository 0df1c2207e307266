import { Counter } from '../../../src/analytics/counting/counter';
import { FeedWriter } from '../../../src/analytics/feed/feed-writer';
import { ConsentsService } from '../../../src/consent/consents.service';
import { Database } from '../../../src/database/database';
import type { AnalyticsEvent, ConsentCategory } from '../../../src/plugin-api';
import { OptionalPurposes } from '../../../src/privacy/optional-purposes.service';
import { startApp, type RunningApp } from '../../kit/app';
import { enablePlugin } from '../../kit/plugins';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';
import { until } from '../../kit/until';

/** What a provider of analytics refuses for good. */
const id = 'analytics-spy';
let spy: Spy;
let server: RunningApp;
let shop: Shop;
let opened = 0;
beforeAll(async () => {
  spy = await Spy.open();
  const fields = ['analyticsPerson.personKey', 'analyticsEvent.at'];
  const privacy = { kind: 'analytics', purpose: 'improve', basis: 'consent', consent: 'analytics', fields } as const;
  spy.plugin(id, { provides: ['analyticsSink'], events: [], privacy: { ...privacy, fields } });
  server = await startApp({ env: spy.env });
  server.app.get(FeedWriter, { strict: false }).gatherMillis = 0;
});
beforeEach(async () => {
  spy.told.length = 0;
  spy.reply = () => ({});
  shop = await Shop.open(server, `Alder${++opened}`);
  const { id: olu } = shop.as('Olu').account;
  await server.app.get(OptionalPurposes, { strict: false }).choose(shop.workspaceId, 'improve', true, olu);
});
afterAll(async () => {
  await server?.stop();
  await spy.close();
});

const enable = (plugin: string) => enablePlugin(server, shop.workspaceId, plugin, spy.settings, 'PT');
const counted = () => server.app.get(Counter, { strict: false }).countAll();
const waiting = () => count(server, 'analytics_event', 'workspace_id = ?', [shop.workspaceId]);
const settled = () => until('nothing waits for the provider', async () => (await waiting()) === 0);
async function chooses(visitor: string, granted: ConsentCategory[]): Promise<void> {
  const choice = {
    workspaceId: shop.workspaceId,
    websiteId: shop.website.id,
    kind: 'visitor',
    id: visitor,
    denied: false,
  } as const;
  const consents = server.app.get(ConsentsService, { strict: false });
  await server.app.get(Database).transaction((tx) => consents.record(tx, { ...choice, granted, method: 'choice' }));
}
/** Somebody new who says hello, and agreed to that before anything is sent. */
async function guest(granted: ConsentCategory[]) {
  const ana = await shop.visitor();
  const { conversation: talk } = await ana.say('Hello');
  const [{ id: visitor }] = await rowsOf<{ id: string }>(server, 'SELECT visitor_id AS id FROM conversation WHERE id = ?', [
    talk,
  ]);
  await chooses(visitor, granted);
  return { ana, talk, visitor };
}

const page = async (path = `/settings/plugins/${id}`) => (await (await shop.browser('Olu')).get(path)).text;
const refused = () => count(server, 'analytics_event', 'workspace_id = ? AND refusal IS NOT NULL', [shop.workspaceId]);
const names = ({ argument }: { argument: Record<string, unknown> }) =>
  (argument.events as AnalyticsEvent[]).map(({ name }) => name);

it('is not tried again, waits with the reason, and goes out when somebody sends it again', async () => {
  await enable(id);
  spy.reply = ({ method }) => (method === 'track' ? { fails: 'for good', code: 'http-401' } : {});
  const { ana } = await guest(['analytics']);
  await ana.say('Hello again');
  await counted();
  await until('all of it was given up', async () => (await refused()) === 3);
  const tried = spy.told.length;
  // About all of them: the batch and its two halves, and nobody is asked once for each.
  expect(tried).toBeLessThanOrEqual(6);
  const text = await page();
  expect(text).toContain('It refused for good: http-401');
  expect(await page('/settings/plugins')).toContain('3');
  spy.reply = () => ({});
  expect(spy.told).toHaveLength(tried);
  await (await shop.browser('Olu')).post(`/settings/plugins/${id}/undelivered/retry`);
  await settled();
  expect(spy.told.slice(tried).flatMap(names).sort()).toEqual(['conversation.opened', 'message.posted', 'message.posted']);
  expect(await refused()).toBe(0);
});

it('is one event, if only one cannot be read: the others arrive, each once', async () => {
  await enable(id);
  const arrived: string[] = [];
  spy.reply = (call) => {
    if (call.method !== 'track') return {};
    if (names(call).includes('conversation.closed')) return { fails: 'for good', code: 'http-422' };
    arrived.push(...(call.argument.events as AnalyticsEvent[]).map((event) => event.id));
    return {};
  };
  const writer = server.app.get(FeedWriter, { strict: false });
  writer.gatherMillis = 60_000;
  const { ana, talk } = await guest(['analytics']);
  for (let number = 0; number < 9; number++) await ana.say('More');
  await shop.does(talk, 'closing');
  await counted();
  writer.gatherMillis = 0;
  await server.app.get(Database).transaction((tx) => tx.run('UPDATE analytics_feed SET run_at = 0'));
  writer.wake(0);
  await until('one is given up', async () => (await refused()) === 1 && (await waiting()) === 1);
  expect(arrived).toHaveLength(11);
  expect(new Set(arrived).size).toBe(11);
  expect(await page()).toContain('http-422');
});

it('is gone with the consent that it stood on', async () => {
  await enable(id);
  spy.reply = ({ method }) => (method === 'track' ? { fails: 'for good' } : {});
  const { visitor } = await guest(['analytics']);
  await counted();
  await until('it was given up', async () => (await refused()) === 2);
  await chooses(visitor, []);
  await until('it is gone', async () => (await waiting()) === 0);
});

it('keeps nothing of what the plugin says but a word', async () => {
  await enable(id);
  spy.reply = ({ method }) => (method === 'track' ? { fails: 'for good', code: 'ana@example.com refused' } : {});
  await guest(['analytics']);
  await counted();
  await until('it was given up', async () => (await refused()) === 2);
  const rows = await rowsOf<{ refusal: string }>(server, 'SELECT DISTINCT refusal FROM analytics_event WHERE workspace_id = ?', [
    shop.workspaceId,
  ]);
  expect(rows).toEqual([{ refusal: 'error' }]);
});

it('can be sent again by nobody but the owner', async () => {
  await enable(id);
  spy.reply = ({ method }) => (method === 'track' ? { fails: 'for good' } : {});
  await guest(['analytics']);
  await counted();
  await until('it was given up', async () => (await refused()) === 2);
  expect((await (await shop.browser('Ben')).post(`/settings/plugins/${id}/undelivered/retry`)).status).toBe(403);
  const birch = await Shop.open(server, `Birch${opened}`);
  expect((await (await birch.browser('Olu')).post(`/settings/plugins/${id}/undelivered/retry`)).status).toBe(404);
  expect(await refused()).toBe(2);
});
