import { Counter } from '../../../src/analytics/counting/counter';
import { FeedWriter } from '../../../src/analytics/feed/feed-writer';
import { ConsentsService } from '../../../src/consent/consents.service';
import { Database } from '../../../src/database/database';
import type { AnalyticsEvent, ConsentCategory, Manifest } from '../../../src/plugin-api';
import { OptionalPurposes } from '../../../src/privacy/optional-purposes.service';
import { StandingService } from '../../../src/privacy/standing.service';
import { startApp, type RunningApp } from '../../kit/app';
import { enablePlugin } from '../../kit/plugins';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';
import { until } from '../../kit/until';
import type { VisitorClient } from '../../kit/visitor-client';

const privacy: Partial<Manifest['privacy']> = {
  kind: 'analytics',
  purpose: 'improve',
  basis: 'consent',
  consent: 'analytics',
  fields: ['analyticsPerson.personKey', 'analyticsEvent.at'],
};
const id = 'analytics-spy';
let spy: Spy;
let server: RunningApp;
let shop: Shop;
let opened = 0;
beforeAll(async () => {
  spy = await Spy.open();
  spy.plugin(id, { provides: ['analyticsSink'], events: [], privacy });
  spy.plugin('analytics-blind', { provides: ['analyticsSink'], events: [], privacy: { ...privacy, fields: [] } });
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
const told = (): AnalyticsEvent[] =>
  spy.told.filter(({ method }) => method === 'track').flatMap(({ argument }) => argument.events as AnalyticsEvent[]);
const sent = () => told().map(({ name, properties: { side } }) => (side ? `${name} ${side}` : name));
const waiting = () => count(server, 'analytics_event', 'workspace_id = ?', [shop.workspaceId]);
/** Everything that was written is counted, and was sent or let go. */
async function settled(): Promise<void> {
  await counted();
  await until('nothing waits for the provider', async () => (await waiting()) === 0);
  const due = () => count(server, 'analytics_feed', 'workspace_id = ? AND run_at IS NOT NULL', [shop.workspaceId]);
  await until('no run is under way', async () => (await due()) === 0);
}
async function visitorOf(conversation: string): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(server, 'SELECT visitor_id AS id FROM conversation WHERE id = ?', [conversation]);
  return row.id;
}
async function chooses(visitor: string, granted: ConsentCategory[], denied = false): Promise<void> {
  const choice = { workspaceId: shop.workspaceId, websiteId: shop.website.id, kind: 'visitor', id: visitor, denied } as const;
  const consents = server.app.get(ConsentsService, { strict: false });
  await server.app.get(Database).transaction((tx) => consents.record(tx, { ...choice, granted, method: 'choice' }));
}
/** Somebody new who says hello, and agreed to what they agreed to before anything is sent. */
async function guest(granted: ConsentCategory[], denied = false): Promise<{ ana: VisitorClient; talk: string; visitor: string }> {
  const ana = await shop.visitor();
  const { conversation: talk } = await ana.say('Hello');
  const visitor = await visitorOf(talk);
  if (granted.length || denied) await chooses(visitor, granted, denied);
  return { ana, talk, visitor };
}

it('tells of what happened, under a random name, in order, with facts about nobody', async () => {
  await enable(id);
  const { ana, talk, visitor } = await guest(['analytics']);
  await shop.answer(talk, 'Good morning');
  await shop.answer(talk, 'A note about her', { kind: 'note' });
  await ana.say('Where is my order?');
  await shop.does(talk, 'closing');
  await settled();
  const messages = ['message.posted visitor', 'message.posted team', 'message.posted visitor'];
  expect(sent()).toEqual(['conversation.opened', ...messages, 'conversation.closed']);
  expect(new Set(told().map(({ personKey }) => personKey)).size).toBe(1);
  expect(new Set(told().map((event) => event.id)).size).toBe(5);
  expect(told()[1].properties).toEqual({ website: shop.website.id, side: 'visitor', files: 0 });
  const everything = JSON.stringify(spy.told);
  for (const secret of [visitor, talk, 'Hello', 'order', 'note']) expect(everything).not.toContain(secret);
});

it('stands in the ledger for each person, with the receipt that it stands on', async () => {
  await enable(id);
  const { visitor } = await guest(['analytics']);
  await settled();
  const sql = 'SELECT subject_id, fields, basis, capability, receipt_id FROM disclosure WHERE workspace_id = ?';
  const rows = await rowsOf<{ receipt_id: string }>(server, sql, [shop.workspaceId]);
  const fields = JSON.stringify(['analyticsPerson.personKey', 'analyticsEvent.at']);
  const line = { subject_id: visitor, fields, basis: 'consent', capability: 'analyticsSink', receipt_id: expect.any(String) };
  expect(rows).toEqual([line]);
});

it('is silent by default: without consent, with another consent, under Global Privacy Control, under restriction or objection', async () => {
  await enable(id);
  const standing = server.app.get(StandingService, { strict: false });
  await guest([]);
  await guest(['preferences']);
  await guest(['analytics'], true);
  const restricted = await guest(['analytics']);
  const objecting = await guest(['analytics']);
  const of = (visitor: string) => ({ workspaceId: shop.workspaceId, kind: 'visitor' as const, id: visitor });
  await standing.restrict(of(restricted.visitor), null);
  await standing.object(of(objecting.visitor), 'improve', null);
  const agreed = await guest(['analytics']);
  await agreed.ana.say('Once more');
  await settled();
  expect(sent()).toEqual(['conversation.opened', 'message.posted visitor', 'message.posted visitor']);
  expect(new Set(told().map(({ personKey }) => personKey)).size).toBe(1);
  expect(await count(server, 'disclosure', 'workspace_id = ?', [shop.workspaceId])).toBeLessThanOrEqual(2);
  expect(await count(server, 'analytics_person', 'workspace_id = ?', [shop.workspaceId])).toBe(1);
});

it('tells nobody anything where the workspace did not choose to improve', async () => {
  await server.app.get(OptionalPurposes, { strict: false }).choose(shop.workspaceId, 'improve', false, shop.as('Olu').account.id);
  await enable(id);
  await guest(['analytics']);
  await settled();
  expect(spy.told).toEqual([]);
});

it('forgets the name when consent is withdrawn, and takes another one if it is given again', async () => {
  await enable(id);
  const { ana, visitor } = await guest(['analytics']);
  await settled();
  const [{ personKey: before }] = told();
  await chooses(visitor, []);
  await until('the name is gone', async () => (await count(server, 'analytics_person', 'visitor_id = ?', [visitor])) === 0);
  await ana.say('Nobody counts this');
  await settled();
  await chooses(visitor, ['analytics']);
  await ana.say('This is counted');
  await settled();
  expect(sent()).toEqual(['conversation.opened', 'message.posted visitor', 'message.posted visitor']);
  expect(told()[2].personKey).not.toBe(before);
});

it('sends again what was not taken, as the same events in the same call, and loses none', async () => {
  await enable(id);
  let refused = 0;
  spy.reply = ({ method }) => (method === 'track' && refused++ < 1 ? { fails: 'now' } : {});
  const { ana } = await guest(['analytics']);
  await counted();
  await until('the provider refused once', () => refused > 0);
  const first = spy.told[0];
  await ana.say('Meanwhile');
  await settled();
  const again = spy.told.slice(1).flatMap(({ argument }) => (argument.events as AnalyticsEvent[]).map((event) => event.id));
  expect((first.argument.events as AnalyticsEvent[]).every((event) => again.includes(event.id))).toBe(true);
  expect(new Set(again).size).toBe(again.length);
  expect(again).toHaveLength(3);
});

it('asks anew before another try: who withdrew meanwhile is not in it', async () => {
  await enable(id);
  let tries = 0;
  spy.reply = ({ method }) => (method === 'track' && tries++ < 1 ? { fails: 'now' } : {});
  const { visitor } = await guest(['analytics']);
  const other = await guest(['analytics']);
  await counted();
  await until('the provider refused once', () => tries > 0);
  const keys = await rowsOf<{ personKey: string }>(
    server,
    'SELECT person_key AS "personKey" FROM analytics_person WHERE visitor_id = ?',
    [visitor],
  );
  await chooses(visitor, []);
  await other.ana.say('Still here');
  await settled();
  const later = JSON.stringify(spy.told.slice(1));
  for (const { personKey } of keys) expect(later).not.toContain(personKey);
});

it('sends many in batches of at most a hundred', async () => {
  await enable(id);
  const writer = server.app.get(FeedWriter, { strict: false });
  writer.gatherMillis = 60_000;
  const { ana, talk } = await guest(['analytics']);
  for (let number = 0; number < 120; number++) await (number % 2 ? ana.say('More') : shop.answer(talk, 'More'));
  await counted();
  expect(spy.told).toEqual([]);
  writer.gatherMillis = 0;
  await server.app.get(Database).transaction((tx) => tx.run('UPDATE analytics_feed SET run_at = 0'));
  writer.wake(0);
  await settled();
  expect(told()).toHaveLength(122);
  for (const { argument } of spy.told) expect((argument.events as AnalyticsEvent[]).length).toBeLessThanOrEqual(100);
});

it('gives a plugin that does not declare the name a new one for each event, and no time but the day', async () => {
  await enable('analytics-blind');
  await guest(['analytics']);
  await settled();
  expect(new Set(told().map(({ personKey }) => personKey)).size).toBe(2);
  for (const { at } of told()) expect(new Date(at).getTime() % 86_400_000).toBe(0);
});

it('tells a workspace’s plugin nothing of another workspace', async () => {
  await enable(id);
  shop = await Shop.open(server, `Birch${opened}`);
  await guest(['analytics']);
  await settled();
  expect(spy.told).toEqual([]);
  expect(await count(server, 'analytics_event')).toBe(0);
});
