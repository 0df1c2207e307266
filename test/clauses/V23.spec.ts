import { routesOf } from '../hostile/routes';
import { startApp, type RunningApp } from '../kit/app';
import { tamper } from '../kit/audit';
import { enablePlugin } from '../kit/plugins';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';
import { until } from '../kit/until';

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

  it('has no door through which an entry could be changed or removed: what is not reading checks or signs', () => {
    const doors = routesOf(server)
      .map(({ name }) => name)
      .filter((name) => name.includes('/audit'));
    expect(doors).not.toEqual([]);
    expect(doors.filter((door) => !door.startsWith('GET ')).sort()).toEqual([
      'POST /settings/audit/checkpoints',
      'POST /settings/audit/checks',
    ]);
  });

  it('is found out if somebody changes it behind the software, and is verified otherwise', async () => {
    const olu = await shop.browser('Olu');
    await olu.post('/settings/audit/checks');
    expect((await olu.get('/settings/audit')).text).toContain('Verified up to entry');
    const oak = await Shop.open(server, 'Oak');
    await enablePlugin(server, oak.workspaceId, 'translate-deepl', { key: 'sk-hawthorn-1042' });
    await tamper(
      server,
      `UPDATE audit_entry SET action = 'plugin.disabled' WHERE chain = '${oak.workspaceId}' AND action = 'plugin.enabled'`,
    );
    const owner = await oak.browser('Olu');
    await owner.post('/settings/audit/checks');
    expect((await owner.get('/settings/audit')).text).toContain('Entry 1 was changed.');
  });

  it('raises alarms by itself: a plugin that was enabled is told to those who answer for the workspace', async () => {
    await until(
      'the alarm',
      async () => (await count(server, 'security_alert', "workspace_id = ? AND rule = 'plugin'", [shop.workspaceId])) > 0,
    );
    expect((await (await shop.browser('Olu')).get('/settings/security')).text).toContain('enabled a plugin');
    expect((await (await shop.browser('Ben')).get('/settings/security')).text).not.toContain('enabled a plugin');
  });

  it('is each workspace’s own', async () => {
    const birch = await Shop.open(server, 'Birch');
    expect((await (await birch.browser('Olu')).get('/settings/audit')).text).not.toContain('translate-deepl');
  });
});
