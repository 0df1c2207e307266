import { Database } from '../../../src/database/database';
import { PersonalDataCalls } from '../../../src/plugin-host/personal-data/personal-data-calls.service';
import type { PersonalDataAct } from '../../../src/plugin-host/personal-data-request.entity';
import { StandingService } from '../../../src/privacy/standing.service';
import { startApp, type RunningApp } from '../../kit/app';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';
import { delivered, until } from '../../kit/until';
import type { VisitorClient } from '../../kit/visitor-client';

let spy: Spy;
let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;

beforeAll(async () => {
  spy = await Spy.open();
  spy.plugin('event-holder', { privacy: { fields: ['visitor.email', 'visitor.name'] } });
  spy.plugin('event-other', { privacy: { fields: [] } });
  server = await startApp({ env: spy.env });
});
beforeEach(async () => {
  spy.reply = () => ({});
  shop = await Shop.open(server, `Alder${Date.now()}`);
  await spy.enable(server, shop, 'event-holder');
  ana = await shop.visitor();
  await ana.act('visitor.update', { email: 'ana@example.org' });
  await ana.say('Hello');
  await delivered(server);
  spy.told.length = 0;
});
afterAll(async () => {
  await server.stop();
  await spy.close();
});

const calls = () => server.app.get(PersonalDataCalls, { strict: false });
const subject = () => ({ kind: 'visitor' as const, id: ana.id });
const request = (act: PersonalDataAct) =>
  server.app.get(Database).transaction((tx) => calls().request(tx, shop.workspaceId, subject(), act));
const settled = () =>
  until('the requests were asked', async () =>
    (await calls().of(shop.workspaceId, ana)).every(({ state }) => state !== 'waiting'),
  );
const state = async () => (await calls().of(shop.workspaceId, ana)).map((one) => [one.act, one.state, one.records, one.trouble]);

it('asks whoever got something, with the fields that they got, and counts what they answer', async () => {
  // A field that is declared but was never given does not leave now.
  await spy.disable(server, shop, 'event-holder');
  await ana.act('visitor.update', { name: 'Ana' });
  await delivered(server);
  await spy.enable(server, shop, 'event-holder');
  spy.told.length = 0;
  spy.reply = ({ method }) => ({ value: method === 'erase' ? { erased: 2 } : undefined });
  expect(await request('erase')).toHaveLength(1);
  await settled();
  const erase = spy.told.filter(({ method }) => method === 'erase');
  expect(erase).toHaveLength(1);
  expect(erase[0].argument).toMatchObject({ kind: 'visitor', id: ana.id });
  expect(erase[0].argument.fields).toEqual({ 'visitor.email': 'ana@example.org' });
  expect(await state()).toEqual([['erase', 'done', 2, null]]);
  // Asking is a hand-over, too.
  const rights = "capability = 'personalData' AND basis = 'legal-obligation' AND subject_id = ?";
  expect(await count(server, 'disclosure', rights, [ana.id])).toBe(1);
});

it.each([
  { what: 'no answer', reply: {}, trouble: 'answer' },
  { what: 'an answer that says nothing', reply: { value: { erased: 'all' } }, trouble: 'answer' },
  { what: 'a refusal', reply: { fails: 'for good' as const }, trouble: 'error' },
  { what: 'a crash', reply: { dies: true as const }, trouble: 'crash' },
])('is unconfirmed after $what, and asked again', async ({ reply, trouble }) => {
  spy.reply = () => reply;
  await request('erase');
  await settled();
  expect(await state()).toEqual([['erase', 'unconfirmed', null, trouble]]);
  // The job that asked may still be there for a moment.
  const again = "kind = 'personal-data.ask' AND attempts = 0 AND workspace_id = ? AND run_at > ?";
  const { length } = await rowsOf(server, `SELECT id FROM outbox_job WHERE ${again}`, [shop.workspaceId, Date.now() + 30_000]);
  expect(length).toBe(1);
});

it('is unconfirmed while the plugin is switched off, and done once it is back and says so', async () => {
  await spy.disable(server, shop, 'event-holder');
  await request('erase');
  await settled();
  expect(await state()).toEqual([['erase', 'unconfirmed', null, 'not-enabled']]);
  expect(spy.told).toEqual([]);
  await spy.enable(server, shop, 'event-holder');
  spy.reply = ({ method }) => ({ value: method === 'erase' ? { erased: 1 } : undefined });
  const sql = "UPDATE outbox_job SET run_at = 0 WHERE kind = 'personal-data.ask' AND workspace_id = ? RETURNING id";
  await server.app.get(Database).transaction(async (tx) => {
    await tx.run(sql, [shop.workspaceId]);
  });
  await request('rectify');
  await until('it was asked again', async () => (await state())[0][1] === 'done');
  expect((await state())[0]).toEqual(['erase', 'done', 1, null]);
});

it('exports what recipients hold, and says who did not answer', async () => {
  spy.reply = ({ method }) => (method === 'export' ? { value: { records: [{ note: 'likes tea' }] } } : {});
  expect(await calls().export(shop.workspaceId, subject())).toEqual([
    { pluginId: 'event-holder', outcome: 'done', records: [{ note: 'likes tea' }] },
  ]);
  spy.reply = () => ({ fails: 'for good' });
  expect(await calls().export(shop.workspaceId, subject())).toEqual([
    { pluginId: 'event-holder', outcome: 'unconfirmed', trouble: 'error' },
  ]);
  // What was exported is kept nowhere.
  expect(JSON.stringify(await rowsOf(server, 'SELECT * FROM personal_data_request'))).not.toContain('tea');
});

it('tells recipients of a restriction, and of its end, though nothing else reaches them', async () => {
  const standing = server.app.get(StandingService, { strict: false });
  const person = { workspaceId: shop.workspaceId, ...subject() };
  const told = () => spy.told.filter(({ method }) => method === 'restrict').map(({ argument }) => argument.restricted);
  spy.reply = ({ method, argument }) => ({ value: method === 'restrict' ? { restricted: argument.restricted } : undefined });
  await standing.restrict(person, null);
  await until('it was passed on', async () => (await state()).length === 1);
  await settled();
  await ana.say('Nobody hears this');
  await delivered(server);
  expect(told()).toEqual([true]);
  await standing.lift(person, null);
  await until('its end was passed on', async () => (await state()).length === 2);
  await settled();
  expect(told()).toEqual([true, false]);
  expect(await state()).toEqual(Array(2).fill(['restrict', 'done', 1, null]));
  expect(JSON.stringify(spy.told)).not.toContain('Nobody hears this');
});

it('asks nobody who never got anything, and nobody of another workspace', async () => {
  const birch = await Shop.open(server, `Birch${Date.now()}`);
  await spy.enable(server, birch, 'event-holder');
  await spy.enable(server, shop, 'event-other');
  await server.app.get(Database).transaction((tx) => calls().request(tx, birch.workspaceId, subject(), 'erase'));
  expect(await calls().of(birch.workspaceId, ana)).toEqual([]);
  await request('erase');
  await settled();
  const asked = await rowsOf<{ plugin_id: string }>(server, 'SELECT plugin_id FROM personal_data_request WHERE subject_id = ?', [
    ana.id,
  ]);
  expect(asked).toEqual([{ plugin_id: 'event-holder' }]);
});
