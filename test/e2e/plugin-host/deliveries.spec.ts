import { DeliveriesService } from '../../../src/plugin-host/deliveries/deliveries.service';
import { startApp, type RunningApp } from '../../kit/app';
import { count } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';
import { until } from '../../kit/until';

let spy: Spy;
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  spy = await Spy.open();
  spy.plugin('event-spy');
  spy.plugin('event-deaf', { events: ['conversation.closed'] });
  spy.plugin('job-spy', { provides: ['scheduledJob'], events: [], schedule: { minutes: 1 }, privacy: { fields: [] } });
  server = await startApp({ env: spy.env });
});
beforeEach(async () => {
  spy.told.length = 0;
  spy.reply = () => ({});
  shop = await Shop.open(server, `Alder${Date.now()}`);
});
afterAll(async () => {
  await server.stop();
  await spy.close();
});

const waiting = () => count(server, 'plugin_delivery', "state <> 'dead'");
const quiet = () => until('all is delivered', async () => (await waiting()) === 0);
const bodies = () => spy.told.flatMap(({ argument }) => (argument.fields?.['message.body'] as string | undefined) ?? []);
const deliveries = () => server.app.get(DeliveriesService, { strict: false });

it('writes nothing down where no plugin listens', async () => {
  await (await shop.visitor()).say('Hello');
  expect(await count(server, 'plugin_delivery')).toBe(0);
  expect(spy.told).toEqual([]);
});

it('tells what happened, in order, with the declared fields and no others', async () => {
  await spy.enable(server, shop, 'event-spy');
  const ana = await shop.visitor();
  const { conversation, id } = await ana.say('Where is my order?');
  const answer = await shop.answer(conversation, 'On its way');
  await shop.answer(conversation, 'A difficult customer', { kind: 'note' });
  await shop.does(conversation, 'closing');
  await quiet();
  expect(spy.events()).toEqual(['conversation.opened', 'message.posted', 'message.posted', 'conversation.closed']);
  const [, question, reply] = spy.told.map(({ argument }) => argument);
  expect(question.ids).toEqual({ conversationId: conversation, visitorId: ana.id, messageId: id });
  expect(question.fields).toEqual({ 'message.body': 'Where is my order?' });
  expect(reply.ids).toMatchObject({ messageId: answer.id, accountId: shop.team.people.Ben.id });
  // Notes are the team's own.
  expect(JSON.stringify(spy.told)).not.toContain('difficult');
});

it('reads fields when it delivers: of what was taken back meanwhile, nothing is told', async () => {
  await spy.enable(server, shop, 'event-spy');
  const { conversation } = await (await shop.visitor()).say('Hello');
  await quiet();
  let go = () => {};
  spy.reply = () => new Promise((resolve) => (go = () => resolve({})));
  await shop.answer(conversation, 'first');
  await until('the first is under way', () => bodies().includes('first'));
  const { id } = await shop.answer(conversation, 'my password is swordfish');
  await shop.does(conversation, `messages/${id}/deletion`);
  spy.reply = () => ({});
  go();
  await quiet();
  expect(JSON.stringify(spy.told)).not.toContain('swordfish');
  expect(spy.events().slice(-2)).toEqual(['message.posted', 'message.deleted']);
});

it('tries again under the same id, in order within a conversation, while others go on', async () => {
  await spy.enable(server, shop, 'event-spy');
  const [ana, bo] = [await shop.visitor(), await shop.visitor()];
  let failures = 2;
  spy.reply = ({ argument }) => (argument.fields?.['message.body'] === 'Ana 1' && failures-- > 0 ? { fails: 'now' } : {});
  for (const number of [1, 2, 3]) {
    await ana.say(`Ana ${number}`);
    await bo.say(`Bo ${number}`);
  }
  await quiet();
  const of = (name: string) => bodies().filter((body) => body.startsWith(name));
  expect(of('Ana')).toEqual(['Ana 1', 'Ana 1', 'Ana 1', 'Ana 2', 'Ana 3']);
  expect(of('Bo')).toEqual(['Bo 1', 'Bo 2', 'Bo 3']);
  const tries = spy.told.filter(({ argument }) => argument.fields?.['message.body'] === 'Ana 1');
  expect(new Set(tries.map(({ callId }) => callId)).size).toBe(1);
  expect(new Set(tries.map(({ argument }) => argument.id)).size).toBe(1);
  expect(bodies().indexOf('Bo 3')).toBeLessThan(bodies().indexOf('Ana 2'));
});

it('loses nothing when the plugin dies over it', async () => {
  await spy.enable(server, shop, 'event-spy');
  let deaths = 1;
  spy.reply = () => (deaths-- > 0 ? { dies: true } : {});
  const ana = await shop.visitor();
  for (const number of [1, 2, 3]) await ana.say(`Ana ${number}`);
  await quiet();
  expect(bodies()).toEqual(['Ana 1', 'Ana 2', 'Ana 3']);
});

it('sets aside what is refused for good, lets the next ones pass, and sends it again when an admin says so', async () => {
  await spy.enable(server, shop, 'event-spy');
  spy.reply = ({ argument }) => (argument.fields?.['message.body'] === 'Ana 2' ? { fails: 'for good' } : {});
  const ana = await shop.visitor();
  for (const number of [1, 2, 3]) await ana.say(`Ana ${number}`);
  await quiet();
  expect(bodies()).toEqual(['Ana 1', 'Ana 2', 'Ana 3']);
  const [dead, ...others] = await deliveries().dead(shop.workspaceId, 'event-spy');
  expect(dead).toMatchObject({ event: 'message.posted', attempts: 1, trouble: 'error' });
  expect(others).toEqual([]);
  // Somebody else's admin finds nothing.
  expect(await deliveries().retry('another', 'event-spy')).toBe(0);
  spy.reply = () => ({});
  expect(await deliveries().retry(shop.workspaceId, 'event-spy', dead.id)).toBe(1);
  await until('it was sent again', () => bodies().length === 4);
  await quiet();
  expect(await deliveries().counts(shop.workspaceId, 'event-spy')).toEqual({ waiting: 0, dead: 0 });
});

it('tells a plugin only of the events that it asked for, and of its own workspace', async () => {
  const birch = await Shop.open(server, `Birch${Date.now()}`);
  await spy.enable(server, birch, 'event-deaf');
  await spy.enable(server, shop, 'event-spy');
  const { conversation } = await (await birch.visitor()).say('Birch only');
  const { conversation: alder } = await (await shop.visitor()).say('Alder only');
  await birch.does(conversation, 'closing');
  await quiet();
  expect(JSON.stringify(spy.told)).not.toContain('Birch only');
  expect(spy.told.filter(({ argument }) => argument.ids?.conversationId === conversation)).toHaveLength(1);
  expect(spy.told.filter(({ argument }) => argument.ids?.conversationId === alder)).toHaveLength(2);
});

it('runs a scheduled job, and keeps its row for the next time', async () => {
  await spy.enable(server, shop, 'job-spy');
  await until('it ran', () => spy.told.some(({ method }) => method === 'run'));
  await until('it is planned again', async () => {
    const again = "event = 'schedule' AND workspace_id = ? AND attempts = 0 AND run_at > ?";
    return (await count(server, 'plugin_delivery', again, [shop.workspaceId, Date.now() + 30_000])) === 1;
  });
  expect(spy.told.filter(({ method }) => method === 'run')).toHaveLength(1);
  expect(await count(server, 'disclosure', 'workspace_id = ?', [shop.workspaceId])).toBe(0);
});
