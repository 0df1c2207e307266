import { startApp, type RunningApp } from '../kit/app';
import { publishAs } from '../kit/plugins';
import { Browser } from '../kit/browser';
import { identityOf } from '../kit/people';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { delivered, until } from '../kit/until';
import { PluginCatalogue } from '../../src/plugin-host/discovery/plugin-catalogue';
import { sheetHash } from '../../src/plugin-host/enablement/sheet';

/** Who receives data is what is switched on, and people read it before anybody receives anything. */
describe('P19 service providers', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    spy = await Spy.open();
    const privacy = { recipient: 'Vendor GmbH', country: 'US', safeguard: 'standard clauses', fields: ['message.body'] };
    spy.plugin('event-vendor', { events: ['message.posted'], privacy });
    server = await startApp({ env: spy.env });
    shop = await Shop.open(server);
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });

  const olu = () => shop.browser('Olu');
  const notice = async () => (await new Browser(server.url).get(`/privacy/${shop.workspaceId}`)).text;
  const register = async () => (await (await olu()).get('/privacy/papers/subprocessors/json')).text;
  const version = async () => {
    const { text } = await new Browser(server.url).get(`/privacy/${shop.workspaceId}/notice.json`);
    return (JSON.parse(text) as { version: number }).version;
  };
  const enable = async () => {
    const { manifest } = server.app.get(PluginCatalogue, { strict: false }).usable('event-vendor')!;
    const form = { sheet: sheetHash(manifest), 'setting.vendor': spy.settings.vendor };
    return (await olu()).post('/settings/plugins/event-vendor/enabling', form);
  };
  const say = async () => {
    await (await shop.visitor()).say('Hello');
    await delivered(server);
  };

  it('receive nothing before the notice names them', async () => {
    expect(await notice()).toContain('Nobody else receives your data');
    expect((await enable()).location).toBe('/privacy/notice');
    await say();
    expect(spy.told).toEqual([]);
    expect(await notice()).not.toContain('Vendor GmbH');
    expect(await register()).not.toContain('Vendor GmbH');
    const page = (await (await olu()).get('/settings/plugins/event-vendor')).text;
    expect(page).toContain('It waits for your privacy notice');
    // An admin of another role reads what waits, and cannot publish it.
    const hash = /name="hash" value="(\w+)"/.exec((await (await olu()).get('/privacy/notice')).text)![1]!;
    const ben = await shop.browser('Ben');
    expect((await ben.post('/privacy/notice/workspace/publication', { hash })).status).toBe(403);
    expect((await (await olu()).post('/privacy/notice/workspace/publication', { hash: 'a'.repeat(64) })).status).toBe(409);
  });

  it('are shown as a difference, published as one version, and work from then on', async () => {
    const before = await version();
    const desk = (await (await olu()).get('/privacy/notice')).text;
    expect(desk).toMatch(/<ins>Vendor GmbH \(support\) receives: conversations\./);
    expect(desk).toMatch(/<del>Nobody else receives your data/);
    await publishAs(await olu());
    expect(await version()).toBe(before + 1);
    for (const words of ['Vendor GmbH', 'United States', 'standard clauses']) expect(await notice()).toContain(words);
    expect(await register()).toContain('Vendor GmbH');
    expect((await (await olu()).get('/privacy/papers/transfers/json')).text).toContain('Vendor GmbH');
    await say();
    expect(spy.told.some(({ argument }) => argument.fields?.['message.body'] === 'Hello')).toBe(true);
  });

  it('stand in the notice for accounts, too, if they get something of those who answer', async () => {
    await (await olu()).post('/settings/identity/operator', { ...identityOf('Alder'), minimumAge: '16' });
    const ofAccounts = async () => (await new Browser(server.url).get('/privacy/operator')).text;
    await until('it names them', async () => (await ofAccounts()).includes('Vendor GmbH'));
    expect(await ofAccounts()).toMatch(/Vendor GmbH \(support\) receives this of people in workspaces that switched it on/);
    expect(await ofAccounts()).toContain('United States');
    expect(await ofAccounts()).not.toContain('No workspace of this server has switched on');
  });

  it('are gone from both as soon as they are switched off', async () => {
    await (await olu()).post('/settings/plugins/event-vendor/disabling');
    expect(await notice()).not.toContain('Vendor GmbH');
    expect(await notice()).toContain('Nobody else receives your data');
    expect(await register()).not.toContain('Vendor GmbH');
    const { text } = await new Browser(server.url).get('/privacy/operator');
    expect(text).not.toContain('Vendor GmbH');
    expect(text).toContain('No workspace of this server has switched on');
    // Whoever switches it on again tells people again.
    await enable();
    expect(await notice()).not.toContain('Vendor GmbH');
  });
});
