import { randomUUID } from 'node:crypto';
import { OutboxService } from '../../../src/outbox/outbox.service';
import type { Person } from '../../../src/privacy/privacy.types';
import { startApp, type RunningApp } from '../../kit/app';
import { filesUnder, rowsOnPostgres, tracesOf } from '../../kit/bytes';
import { erasuresOf, exported, recordsIn } from '../../kit/rights';
import { count } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';
import { delivered, until } from '../../kit/until';
import type { VisitorClient } from '../../kit/visitor-client';

let spy: Spy;
let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;
let email: string;
beforeAll(async () => {
  spy = await Spy.open();
  spy.plugin('event-holder', { privacy: { fields: ['visitor.email', 'visitor.name'] } });
  server = await startApp({ env: spy.env });
});
beforeEach(async () => {
  spy.reply = () => ({});
  shop = await Shop.open(server, `Alder${Date.now()}`);
  await spy.enable(server, shop, 'event-holder');
  ana = await shop.visitor();
  email = `${randomUUID()}@example.org`;
  await ana.act('visitor.update', { email });
  await ana.say('Hello');
  await delivered(server);
  spy.told.length = 0;
});
afterAll(async () => {
  await server.stop();
  await spy.close();
});

const person = (): Person => ({ workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id });
const stateOf = async (id: string) => (await erasuresOf(server).state(id)).state;

it('has in the export who got what, and what they say they hold; a recipient that does not answer is named as such', async () => {
  spy.reply = ({ method }) => (method === 'export' ? { value: { records: [{ crm: 'zqcopy' }] } } : {});
  const files = await exported(server, person());
  expect(JSON.parse(files.get('recipients.json')!.toString())).toEqual([
    { recipient: 'event-holder', outcome: 'done', records: [{ crm: 'zqcopy' }] },
  ]);
  expect(recordsIn(files, 'disclosure').map(({ values }) => values.pluginId)).toContain('event-holder');
  spy.reply = () => ({ fails: 'for good' });
  const again = JSON.parse((await exported(server, person(), 'fr')).get('recipients.json')!.toString()) as { outcome: string }[];
  expect(again[0]!.outcome).toBe('unconfirmed');
});

it('asks recipients while the address that they know is still here, and puts their answer on the certificate', async () => {
  spy.reply = ({ method }) => ({ value: method === 'erase' ? { erased: 2 } : undefined });
  const id = await erasuresOf(server).begin(person());
  await until('it is complete', async () => (await stateOf(id)) === 'complete');
  const [asked] = spy.told.filter(({ method }) => method === 'erase');
  expect(asked!.argument.fields).toEqual({ 'visitor.email': email });
  const { certificate } = await erasuresOf(server).certificate(id);
  expect(certificate.recipients).toEqual([{ recipient: 'event-holder', state: 'done', records: 2, askedAgain: false }]);
  expect(certificate.unlinked.disclosure).toBeGreaterThan(0);
  // Asking was a hand-over as well: its line names nobody any more.
  const files = new Map([...filesUnder(server.settings.DATA_DIR), ...(await rowsOnPostgres(server.settings.DATABASE_URL))]);
  expect(tracesOf(files, [email, ana.id])).toEqual([]);
});

it('never calls done what nobody confirmed: it waits, asks again, and issues the certificate anew', async () => {
  spy.reply = () => ({ fails: 'now' });
  const id = await erasuresOf(server).begin(person());
  await until('it waits for the recipient', async () => (await stateOf(id)) === 'awaiting');
  const first = (await erasuresOf(server).certificate(id)).certificate;
  expect(first.recipients).toEqual([{ recipient: 'event-holder', state: 'unconfirmed', records: null, askedAgain: true }]);
  expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(0);
  spy.reply = ({ method }) => ({ value: method === 'erase' ? { erased: 0 } : undefined });
  // Nothing runs at this moment whose lease would be over all at once.
  await until('jobs are planned, and none runs', async () => !(await count(server, 'outbox_job', 'attempts > 0')));
  moveClock(server, 2 * 3_600_000);
  server.app.get(OutboxService, { strict: false }).wake();
  await until('it is complete', async () => (await stateOf(id)) === 'complete');
  const second = (await erasuresOf(server).certificate(id)).certificate;
  expect(second.issue).toBe(first.issue + 1);
  expect(second.recipients).toEqual([{ recipient: 'event-holder', state: 'done', records: 0, askedAgain: false }]);
  const left = '(subject_id = ?)';
  for (const table of ['erasure', 'disclosure', 'personal_data_request'])
    expect([table, await count(server, table, left, [ana.id])]).toEqual([table, 0]);
});
