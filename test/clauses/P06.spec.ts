import { startApp, type RunningApp } from '../kit/app';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { Spy, type Told } from '../kit/spy';
import { delivered } from '../kit/until';

/** What visitors write is processed by others only where a business switched that on, and no further than it was said. */
describe('P6 what somebody writes', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;
  const everything = ['visitor.name', 'visitor.email', 'visitor.country', 'account.name', 'message.body', 'message.at'];

  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-narrow', { privacy: { fields: ['message.body'], basis: 'legitimate-interest', recipient: 'Narrow Ltd' } });
    spy.plugin('event-wide', { privacy: { fields: everything, basis: 'contract', recipient: 'Wide Ltd' } });
    server = await startApp({ env: spy.env });
  });
  beforeEach(async () => {
    spy.told.length = 0;
    shop = await Shop.open(server, `Alder${Date.now()}`);
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });

  interface Row {
    plugin_id: string;
    subject_kind: string;
    subject_id: string;
    fields: string;
    basis: string;
    purpose: string;
    recipient: string;
    country: string;
  }
  const ledger = () => rowsOf<Row>(server, 'SELECT * FROM disclosure WHERE workspace_id = ? ORDER BY id', [shop.workspaceId]);
  const fieldsOf = (told: Told) => Object.keys(told.argument.fields ?? {}).sort();

  it('leaves only through a plugin that an owner enabled', async () => {
    const ana = await shop.visitor();
    await ana.say('Before anybody listens');
    expect(spy.told).toEqual([]);
    expect(await ledger()).toEqual([]);
    await spy.enable(server, shop, 'event-narrow');
    await ana.say('Now somebody does');
    await delivered(server);
    expect(JSON.stringify(spy.told)).toContain('Now somebody does');
    expect(JSON.stringify(spy.told)).not.toContain('Before anybody listens');
  });

  it('leaves with exactly the declared fields, and each hand-over is in the ledger: who, what, why, on which basis', async () => {
    await spy.enable(server, shop, 'event-narrow');
    await spy.enable(server, shop, 'event-wide');
    const ana = await shop.visitor();
    await ana.act('visitor.update', { name: 'Ana', email: 'ana@example.org' });
    const { conversation } = await ana.say('Where is my order?');
    await shop.answer(conversation, 'On its way');
    await delivered(server);

    const narrow = spy.told.filter(({ argument }) => !('visitor.email' in (argument.fields ?? {})));
    const said = narrow.filter(({ argument }) => argument.name === 'message.posted');
    expect(said.map(fieldsOf)).toEqual([['message.body'], ['message.body']]);
    const wide = spy.told.filter((told) => told.argument.name === 'message.posted' && !narrow.includes(told));
    expect(wide.map(fieldsOf)).toEqual(Array(2).fill(['message.at', 'message.body', 'visitor.email', 'visitor.name']));

    // The ledger says of every event what was received, and nothing else.
    const rows = (await ledger()).filter(({ subject_kind: kind }) => kind === 'visitor');
    expect(rows).toHaveLength(spy.told.length);
    const received = spy.told.map((told) => JSON.stringify(fieldsOf(told))).sort();
    expect(rows.map(({ fields }) => JSON.stringify((JSON.parse(fields) as string[]).sort())).sort()).toEqual(received);
    expect(new Set(rows.map((row) => row.subject_id))).toEqual(new Set([ana.id]));
    const of = (plugin: string) => rows.filter((row) => row.plugin_id === plugin)[0];
    expect(of('event-narrow')).toMatchObject({ basis: 'legitimate-interest', purpose: 'conversation', recipient: 'Narrow Ltd' });
    expect(of('event-wide')).toMatchObject({ basis: 'contract', recipient: 'Wide Ltd', country: 'PT' });
    // Never a value.
    expect(JSON.stringify(await ledger())).not.toMatch(/Where is|ana@/);
  });

  it('is in the ledger of whoever of the team wrote it, too, with what is theirs', async () => {
    await spy.enable(server, shop, 'event-narrow');
    const { conversation } = await (await shop.visitor()).say('Hello');
    await shop.answer(conversation, 'On its way');
    await delivered(server);
    const ofBen = (await ledger()).filter(({ subject_id: id }) => id === shop.team.people.Ben.id);
    expect(ofBen.map(({ fields, subject_kind }) => [subject_kind, fields])).toEqual([['account', '["message.body"]']]);
  });

  it('stays as it was written, whatever a plugin makes of it', async () => {
    await spy.enable(server, shop, 'event-wide');
    spy.reply = () => ({ value: { 'message.body': 'Something better' } });
    const ana = await shop.visitor();
    await ana.say('In my own words');
    await delivered(server);
    expect(spy.told).not.toEqual([]);
    expect((await ana.resume(0)).messages.map(({ body }) => body)).toEqual(['In my own words']);
  });

  it('is kept by nobody else once the plugin is switched off: what was on its way is dropped', async () => {
    await spy.enable(server, shop, 'event-narrow');
    const ana = await shop.visitor();
    spy.reply = () => ({ fails: 'now' });
    await ana.say('First');
    await spy.disable(server, shop, 'event-narrow');
    spy.reply = () => ({});
    await delivered(server);
    const before = spy.told.length;
    await ana.say('Second');
    await delivered(server);
    expect(spy.told).toHaveLength(before);
    expect(JSON.stringify(spy.told)).not.toContain('Second');
  });
});
