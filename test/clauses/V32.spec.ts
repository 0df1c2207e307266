import { Recipients } from '../../src/plugin-host/pages/recipients';
import { PluginCatalogue } from '../../src/plugin-host/discovery/plugin-catalogue';
import { startApp, type RunningApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import { Shop } from '../kit/shop';

/** P33 holds of every plugin that comes with the product: each says where its recipient is, or lets the owner say it. */
describe('V32 transfers', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());
  const bundled = () =>
    server.app
      .get(PluginCatalogue, { strict: false })
      .list()
      .filter(({ origin }) => origin === 'bundled');

  it('never go to a place that nobody named: a recipient has a country, or the owner is asked for it', async () => {
    expect(bundled().length).toBeGreaterThan(5);
    const olu = await shop.browser('Olu');
    for (const { id, manifest } of bundled()) {
      const { recipient, country, safeguard } = manifest!.privacy;
      // Where nobody receives anything, there is no way out.
      if (recipient === null) expect([id, manifest!.network]).toEqual([id, []]);
      else {
        expect([id, safeguard.trim()]).not.toEqual([id, '']);
        const asks = (await olu.get(`/settings/plugins/${id}`)).text.includes('name="country"');
        expect([id, asks]).toEqual([id, country === null]);
      }
    }
  });

  it('are in the register with the country that the owner gave', async () => {
    const settings = { address: 'https://translate.example', operator: 'Alder' };
    await enablePlugin(server, shop.workspaceId, 'translate-libretranslate', settings, 'CH');
    const register = await server.app.get(Recipients, { strict: false }).of(shop.workspaceId);
    expect(register.map(({ plugin, country }) => [plugin, country])).toEqual([['translate-libretranslate', 'CH']]);
  });
});
