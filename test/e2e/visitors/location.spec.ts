import { PluginCatalogue } from '../../../src/plugin-host/discovery/plugin-catalogue';
import { CountryEstimates } from '../../../src/visitors/country-estimates.service';
import { StandingService } from '../../../src/privacy/standing.service';
import { WorkspacesService } from '../../../src/workspaces/workspaces.service';
import { startApp, type RunningApp } from '../../kit/app';
import { dump } from '../../kit/dump';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy, type Reply } from '../../kit/spy';
import { until } from '../../kit/until';

/** Germany, by the table that comes with the server; the plugin says something else, so that one can tell. */
const address = '85.214.132.117';
const headers = { 'x-forwarded-for': address };

let spy: Spy;
let server: RunningApp;
let shop: Shop;
let asked: () => unknown[];

beforeAll(async () => {
  spy = await Spy.open();
  const all = { provides: ['locationEstimator' as const], events: [] };
  const privacy = { fields: ['visitor.address'], kind: 'hosting' as const };
  spy.plugin('location-near', { ...all, name: 'Near', privacy: { ...privacy, country: 'PT' } });
  spy.plugin('location-polite', {
    ...all,
    name: 'Polite',
    privacy: { ...privacy, basis: 'consent', consent: 'personalisation' },
  });
  spy.plugin('location-greedy', { ...all, name: 'Greedy', privacy: { ...privacy, fields: ['visitor.email'] } });
  server = await startApp({ env: { ...spy.env, TRUST_PROXY: '127.0.0.1' } });
  shop = await Shop.open(server);
  asked = () => spy.told.map(({ method, argument }) => ({ method, argument }));
});
beforeEach(async () => {
  patience(60_000);
  spy.told.length = 0;
  says({ value: { country: 'PT' } });
  await shop.change({ collectsLocation: true });
  await spy.enable(server, shop, 'location-near');
});
afterEach(() => spy.disable(server, shop, 'location-near'));
afterAll(async () => {
  await server.stop();
  await spy.close();
});

/** Milliseconds; long enough for any machine, where a test is not about it. */
const patience = (millis: number) => {
  server.app.get(CountryEstimates, { strict: false }).patienceMillis = millis;
};
const says = (reply: Reply) => void (spy.reply = () => reply);
const countryOf = async (id: string) =>
  (await rowsOf<{ country: string | null }>(server, 'SELECT country FROM visitor WHERE id = ?', [id]))[0]?.country;
async function writes(given: Record<string, string> = headers, over: 'http' | 'socket' = 'http') {
  const ana = await shop.visitor({ headers: given });
  if (over === 'http') await ana.say('Hello');
  else {
    const socket = await ana.socket();
    await socket.ask('message.send', { id: `first-of-${ana.id}`, body: 'Hello' });
    await socket.close();
  }
  return { ana, country: await countryOf(ana.id) };
}

it.each(['http', 'socket'] as const)('is estimated by the plugin from the whole address, over %s', async (over) => {
  const { ana, country } = await writes(headers, over);
  expect(country).toBe('PT');
  expect(asked()).toEqual([{ method: 'estimate', argument: { address } }]);
  const rows = await rowsOf(server, 'SELECT plugin_id, capability, fields FROM disclosure WHERE subject_id = ?', [ana.id]);
  expect(rows).toEqual([{ plugin_id: 'location-near', capability: 'locationEstimator', fields: '["visitor.address"]' }]);
  await ana.say('Once more');
  expect(spy.told).toHaveLength(1);
});

it('keeps the address nowhere', async () => {
  await writes();
  expect(JSON.stringify(await dump(server))).not.toContain(address);
});

it('is asked about nobody who only looks', async () => {
  const before = await count(server, 'disclosure', '1 = 1', []);
  const ana = await shop.visitor({ headers });
  await ana.resume();
  const socket = await ana.socket();
  await socket.ask('typing', { on: true });
  await socket.close();
  expect((await ana.act('message.send', { id: 'an-empty-message', body: ' ' })).status).toBeGreaterThanOrEqual(400);
  expect(spy.told).toEqual([]);
  expect(await count(server, 'disclosure', '1 = 1', [])).toBe(before);
});

it('is off by default: a new website asks nobody, and keeps no country', async () => {
  const birch = await Shop.open(server, 'Birch');
  await spy.enable(server, birch, 'location-near');
  const ana = await birch.visitor({ headers });
  await ana.say('Hello');
  expect(await countryOf(ana.id)).toBeNull();
  await shop.change({ collectsLocation: false });
  expect((await writes()).country).toBeNull();
  expect(spy.told).toEqual([]);
});

describe('is estimated offline', () => {
  it.each<[string, Reply]>([
    ['it fails', { fails: 'for good' }],
    ['it dies', { dies: true }],
    ['it does not know', { value: {} }],
    ['it answers nonsense', { value: { country: 'Germany' } }],
    ['it answers nothing', { value: null }],
  ])('if %s', async (_what, reply) => {
    says(reply);
    expect((await writes()).country).toBe('DE');
    expect(spy.told).toHaveLength(1);
  });

  it('if its time is up, and a late answer changes nothing', async () => {
    let answer!: (reply: Reply) => void;
    spy.reply = () => new Promise((resolve) => (answer = resolve));
    patience(1000);
    const { ana, country } = await writes();
    patience(60_000);
    expect(country).toBe('DE');
    await until('the plugin was asked', () => spy.told.length > 0);
    answer({ value: { country: 'PT' } });
    says({ value: { country: 'PT' } });
    expect((await writes()).country).toBe('PT');
    expect(await countryOf(ana.id)).toBe('DE');
  });

  it('if its recipient is where the workspace sends nothing', async () => {
    const workspaces = server.app.get(WorkspacesService, { strict: false });
    await workspaces.allowRegions(shop.as('Olu'), ['DE']);
    const { country } = await writes();
    await workspaces.allowRegions(shop.as('Olu'), []);
    expect(country).toBe('DE');
    expect(spy.told).toEqual([]);
    expect((await writes()).country).toBe('PT');
  });

  it('if the visitor asked for restriction', async () => {
    const ana = await shop.visitor({ headers });
    const standings = server.app.get(StandingService, { strict: false });
    await standings.restrict({ workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id }, null);
    await ana.say('Hello');
    expect(await countryOf(ana.id)).toBe('DE');
    expect(spy.told).toEqual([]);
  });
});

it.each(['192.168.1.7', '127.0.0.1', 'fd00::1', '::1'])('nobody is asked about %s, which is at home', async (home) => {
  expect((await writes({ 'x-forwarded-for': home })).country).toBeNull();
  expect(spy.told).toEqual([]);
});

it('hears of an address of version 6 too, which the table does not know', async () => {
  expect((await writes({ 'x-forwarded-for': '2a02:2e0:3fe:1001::1' })).country).toBe('PT');
  expect(asked()).toEqual([{ method: 'estimate', argument: { address: '2a02:2e0:3fe:1001::1' } }]);
});

it('needs the consent of whoever it is about, where that is the basis: the first message may bring it', async () => {
  await spy.disable(server, shop, 'location-near');
  await spy.enable(server, shop, 'location-polite');
  const without = await writes();
  const ana = await shop.visitor({ headers });
  const message = { id: `first-of-${ana.id}`, body: 'Hello', consent: { granted: ['personalisation'] } };
  await ana.act('message.send', message);
  await spy.disable(server, shop, 'location-polite');
  await spy.enable(server, shop, 'location-near');
  expect(without.country).toBe('DE');
  expect(await countryOf(ana.id)).toBe('PT');
  expect(spy.told).toHaveLength(1);
});

it('is not offered to owners, if its manifest does not say that it gets addresses', async () => {
  await expect(spy.enable(server, shop, 'location-greedy')).rejects.toThrow('There is no plugin');
  const found = server.app.get(PluginCatalogue, { strict: false }).list();
  const { problems } = found.find(({ id }) => id === 'location-greedy')!;
  expect(problems).toEqual([expect.stringContaining('locationEstimator cannot do its work without "visitor.address"')]);
});
