import { routesOf } from '../hostile/routes';
import { startApp, type RunningApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import { Shop } from '../kit/shop';

/** Who decided what is written down with the decision, and nobody can take it back. */
describe('V23 the log of acts', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  it('says who decided what about data, the newest first, to those who answer for it', async () => {
    await enablePlugin(server, shop.workspaceId, 'translate-deepl', { key: 'sk-hawthorn-1042' });
    const olu = await shop.browser('Olu');
    await olu.post('/settings/data/regions', { regions: 'area' });
    const { text } = await olu.get('/settings/audit');
    expect(text.indexOf('Changed where data may go')).toBeGreaterThan(0);
    expect(text.indexOf('Changed where data may go')).toBeLessThan(text.indexOf('Enabled translate-deepl'));
    expect(text).toContain('Olu');
    expect(text).not.toContain('hawthorn');
    expect((await (await shop.browser('Ben')).get('/settings/audit')).status).toBe(403);
  });

  it('has no door through which an entry could be changed or removed', () => {
    const doors = routesOf(server)
      .map(({ name }) => name)
      .filter((name) => name.includes('audit'));
    expect(doors).not.toEqual([]);
    for (const door of doors) expect(door).toMatch(/^GET /);
  });

  it('is each workspace’s own', async () => {
    const birch = await Shop.open(server, 'Birch');
    expect((await (await birch.browser('Olu')).get('/settings/audit')).text).not.toContain('translate-deepl');
  });
});
