import { EnablementsService } from '../../../src/plugin-host/enablement/enablements.service';
import { FieldCatalogue } from '../../../src/plugin-host/firewall/field-catalogue';
import { Firewall } from '../../../src/plugin-host/firewall/firewall';
import type { EnabledPlugin, Subject } from '../../../src/plugin-host/plugin-host.types';
import { PluginsService } from '../../../src/plugin-host/plugins.service';
import { ConsentsService } from '../../../src/consent/consents.service';
import { Database } from '../../../src/database/database';
import { StandingService } from '../../../src/privacy/standing.service';
import { startApp, type RunningApp } from '../../kit/app';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';

let spy: Spy;
let server: RunningApp;
let alder: Shop;
let birch: Shop;
let plugin: EnabledPlugin;
const ana: Subject = { kind: 'visitor', id: 'ana' };
const bo: Subject = { kind: 'visitor', id: 'bo' };

beforeAll(async () => {
  spy = await Spy.open();
  spy.plugin('card-spy', {
    provides: ['cardProvider'],
    events: [],
    privacy: { fields: ['visitor.email'], basis: 'consent', consent: 'analytics' },
  });
  server = await startApp({ env: spy.env });
  alder = await Shop.open(server);
  birch = await Shop.open(server, 'Birch');
  for (const shop of [alder, birch]) await spy.enable(server, shop, 'card-spy');
  [plugin] = await get(EnablementsService).of(alder.workspaceId);
});
beforeEach(() => void (spy.told.length = 0));
afterAll(async () => {
  await server.stop();
  await spy.close();
});

const get = <T>(type: new (...values: never[]) => T): T => server.app.get(type, { strict: false });
const choose = (shop: Shop, who: Subject, granted: 'analytics'[]) =>
  get(Database).transaction((tx) =>
    get(ConsentsService).record(tx, {
      workspaceId: shop.workspaceId,
      websiteId: null,
      ...who,
      granted,
      denied: false,
      method: 'choice',
    }),
  );
const given = { 'visitor.email': 'ana@example.org', 'visitor.name': 'Ana' };
const card = (about: Subject[], fields: Record<string, unknown> = given, of = plugin) =>
  get(PluginsService).call(of, 'cardProvider', 'card', {
    about,
    fields,
    argument: (allowed) => ({ conversationId: 'c', fields: allowed }),
  });
const rows = () => count(server, 'disclosure');

describe('the catalogue of fields', () => {
  it('has what people know of themselves', () => {
    for (const field of ['visitor.email', 'visitor.name', 'message.body', 'mail.recipient', 'account.name'])
      expect(get(FieldCatalogue).isKnown(field)).toBe(true);
  });

  it('offers nothing that proves who somebody is, nor what is not personal', () => {
    for (const field of ['account.passwordHash', 'session.createdAt', 'invitation.tokenHash', 'website.identitySecret'])
      expect(get(FieldCatalogue).isKnown(field)).toBe(false);
    expect(get(FieldCatalogue).isKnown('visitor.id')).toBe(false);
    expect(
      get(FieldCatalogue)
        .list()
        .filter(({ category }) => category === 'security'),
    ).toEqual([]);
  });
});

describe('a hand-over', () => {
  it('is in the ledger before the plugin hears of it', async () => {
    await choose(alder, ana, ['analytics']);
    let written = 0;
    const before = await rows();
    spy.reply = async () => {
      written = (await rows()) - before;
      return {};
    };
    await card([ana]);
    spy.reply = () => ({});
    expect(written).toBe(1);
    expect(spy.told[0].argument.fields).toEqual({ 'visitor.email': 'ana@example.org' });
  });

  it('is refused as a whole if one of several people refuses it: nothing leaves, nothing is written', async () => {
    await choose(alder, ana, ['analytics']);
    const before = await rows();
    await expect(card([ana, bo])).rejects.toMatchObject({ reason: 'no-consent' });
    expect(await rows()).toBe(before);
    expect(spy.told).toEqual([]);
    await choose(alder, bo, ['analytics']);
    await card([ana, bo, ana]);
    expect(await rows()).toBe(before + 2);
  });

  it('in one workspace stands on nothing that was said in another', async () => {
    await choose(alder, ana, ['analytics']);
    const [ofBirch] = await get(EnablementsService).of(birch.workspaceId);
    await expect(card([ana], given, ofBirch)).rejects.toMatchObject({ reason: 'no-consent' });
    await get(StandingService).restrict({ workspaceId: birch.workspaceId, ...ana }, null);
    await card([ana]);
    const birchRows = await count(server, 'disclosure', 'workspace_id = ?', [birch.workspaceId]);
    expect(birchRows).toBe(0);
  });

  it('with facts about nobody needs no row, but then nothing in it may be personal', async () => {
    const before = await rows();
    await card([], {});
    await card([], { 'visitor.name': 'not declared, so it does not leave' });
    await expect(card([])).rejects.toMatchObject({ reason: 'no-subject', field: 'visitor.email' });
    expect(await rows()).toBe(before);
    expect(spy.told.map(({ argument }) => argument.fields)).toEqual([{}, {}]);
  });

  it('never says yes after a no was on disk, however many are under way', async () => {
    await choose(alder, ana, ['analytics']);
    const firewall = get(Firewall);
    const outcomes: { asked: number; said: boolean }[] = [];
    let withdrawn = Infinity;
    let asked = 0;
    const asking = Array.from({ length: 40 }, async () => {
      for (let round = 0; round < 25; round++) {
        const mine = ++asked;
        const said = await firewall.pass(plugin, 'cardProvider', [ana], given).then(
          () => true,
          () => false,
        );
        outcomes.push({ asked: mine, said });
      }
    });
    await new Promise(setImmediate);
    await choose(alder, ana, []);
    withdrawn = asked;
    await Promise.all(asking);
    expect(outcomes.some(({ said }) => said)).toBe(true);
    expect(outcomes.filter((one) => one.said && one.asked > withdrawn)).toEqual([]);
    expect(outcomes.filter(({ asked: when }) => when > withdrawn).length).toBeGreaterThan(100);
  });

  it('does not happen if it cannot be written down', async () => {
    await choose(alder, ana, ['analytics']);
    const database = get(Database);
    const transaction = database.transaction.bind(database);
    database.transaction = () => Promise.reject(new Error('the disk is full'));
    await expect(card([ana])).rejects.toThrow('the disk is full');
    database.transaction = transaction;
    expect(spy.told).toEqual([]);
  });
});

it('limits are set and lifted with an entry in the log of acts, and asking twice is one change', async () => {
  const person = { workspaceId: alder.workspaceId, kind: 'visitor' as const, id: 'cleo' };
  const standing = get(StandingService);
  const { id: olu } = alder.team.people.Olu;
  await Promise.all([standing.restrict(person, olu), standing.object(person, 'improve', null)]);
  await standing.restrict(person, olu);
  expect(await standing.of(person)).toEqual({ restricted: true, objections: ['improve'] });
  await standing.lift(person, olu);
  await standing.withdrawObjection(person, 'improve', null);
  expect(await standing.of(person)).toEqual({ restricted: false, objections: [] });
  const acts = await rowsOf<{ action: string; account_id: string | null }>(
    server,
    "SELECT action, account_id FROM audit_entry WHERE target = 'cleo' ORDER BY id",
  );
  expect(acts.map(({ action }) => action).sort()).toEqual([
    'objection.made',
    'objection.withdrawn',
    'restriction.lifted',
    'restriction.set',
  ]);
});
