import { PluginCatalogue } from '../../src/plugin-host/discovery/plugin-catalogue';
import { pluginPurposes } from '../../src/plugin-api';
import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';

/** Nobody's data is for sale: there is no such purpose. */
describe('V25 selling', () => {
  let spy: Spy;
  let server: RunningApp;

  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-seller', { privacy: { purpose: 'sell' as never } });
    spy.plugin('event-honest');
    server = await startApp({ env: spy.env });
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });

  it('is no purpose that a plugin could have', () => {
    expect(pluginPurposes.filter((purpose) => /sell|sale/i.test(purpose))).toEqual([]);
  });

  it('is refused with the reason, and the others start', async () => {
    const catalogue = server.app.get(PluginCatalogue, { strict: false });
    const seller = catalogue.list().find(({ id }) => id === 'event-seller')!;
    expect(seller.problems.join(' ')).toMatch(/sell/i);
    expect(catalogue.usable('event-seller')).toBeUndefined();
    expect(catalogue.usable('event-honest')).toBeDefined();
    const shop = await Shop.open(server);
    await expect(spy.enable(server, shop, 'event-seller')).rejects.toThrow();
    await (await shop.visitor()).say('Not for sale');
    expect(spy.told).toEqual([]);
  });
});
