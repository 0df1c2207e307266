import { Database } from '../../../src/database/database';
import { PluginEnablement } from '../../../src/plugin-host/plugin-enablement.entity';
import { TroubleLog } from '../../../src/plugin-host/process/trouble-log';
import { startApp, type RunningApp } from '../../kit/app';
import type { Browser } from '../../kit/browser';
import { furnish, signIn, type Team } from '../../kit/people';
import { dump } from '../../kit/dump';
import { count } from '../../kit/rows';
import { vendorFolder, vendorForm, vendorPage } from '../../kit/vendor';
import { publishAs } from '../../kit/plugins';

const folder = vendorFolder();
let server: RunningApp;
let team: Team;
const browsers: Record<string, Browser> = {};

beforeAll(async () => {
  server = await startApp({ env: { PLUGINS_DIR: folder.path } });
  team = await furnish(server, 'Alder', { Olga: 'owner', Adam: 'admin', Ben: 'agent', Vera: 'viewer' });
  const birch = await furnish(server, 'Birch', { Zoe: 'owner' });
  for (const person of Object.values({ ...team.people, ...birch.people })) browsers[person.name] = await signIn(server, person);
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});
afterEach(async () => {
  // What went wrong is written down a moment later; it belongs to the test before.
  await server.app.get(TroubleLog, { strict: false }).settled();
  await server.app.get(Database).transaction((tx) => tx.manager.delete(PluginEnablement, { workspaceId: team.workspaceId }));
  server.events.length = 0;
});

const page = vendorPage;
const sheetOf = async () => /name="sheet" value="(\w+)"/.exec((await browsers.Olga.get(page)).text)![1];
const enable = async (more = {}) => {
  const answer = await browsers.Olga.post(`${page}/enabling`, { ...vendorForm, sheet: await sheetOf(), ...more });
  await publishAs(browsers.Olga);
  return answer;
};

describe('the list', () => {
  it('shows what can be had, and what is broken with its reasons', async () => {
    const { text } = await browsers.Adam.get('/settings/plugins');
    expect(text).toContain('href="/settings/plugins/translate-vendor"');
    expect(text).toContain('Vendor &lt;i&gt;');
    expect(text).toMatch(/Broken[\s\S]*\^9\.0/);
    expect(text).not.toContain('href="/settings/plugins/translate-broken"');
  });
});

describe('a plugin', () => {
  it('shows its sheet in words before the button', async () => {
    const { text } = await browsers.Olga.get(page);
    expect(text).toContain('What visitors and agents write');
    expect(text).toContain('It runs on your own server.');
    expect(text).toContain('Legitimate interest (Art. 6 (1) (f) GDPR)');
    expect(text.indexOf('What it declares')).toBeLessThan(text.indexOf('Enable Vendor'));
  });

  it('is enabled with what was typed, and its secret is never shown again', async () => {
    expect(await enable()).toMatchObject({ status: 303, location: '/privacy/notice' });
    const { text } = await browsers.Olga.get(page);
    expect(text).toContain('value="Alder &amp; Co"');
    expect(text).toContain('value="3"');
    expect(text).toContain('desk\nchair</textarea>');
    expect(text).toContain('Is set. Type to replace it');
    for (const path of [page, '/settings/plugins', '/settings/recipients', '/settings/recipients.json', '/settings/audit'])
      expect((await browsers.Olga.get(path)).text).not.toContain('hawthorn');
    expect(JSON.stringify(await dump(server))).not.toContain('hawthorn');
    expect(JSON.stringify(server.events)).not.toContain('hawthorn');
  });

  it('puts every fault beside its field, keeps what was typed, and no secret', async () => {
    const { status, text } = await enable({ 'setting.operator': '', 'setting.retries': '6', country: '' });
    expect(status).toBe(422);
    expect(text).toMatch(/id="setting\.operator-hint">[\s\S]{0,200}This is needed\./);
    expect(text).toContain('At most 5 is possible.');
    expect(text).toContain('Choose the country');
    expect(text).toContain('desk\nchair</textarea>');
    expect(text).not.toContain('hawthorn');
    expect(await count(server, 'plugin_enablement')).toBe(0);
  });

  it('with a secret of several lines has a field that keeps them', async () => {
    const { text } = await browsers.Olga.get('/settings/plugins/email-smtp');
    expect(text).toMatch(/<textarea[^>]*name="setting\.dkimKey"[^>]*><\/textarea>/);
    expect(text).toMatch(/id="setting\.dkimKey-hint">In PEM\. Kept encrypted/);
  });

  it('is refused if the sheet was not read', async () => {
    const { status, text } = await enable({ sheet: 'a'.repeat(64) });
    expect(status).toBe(409);
    expect(text).toContain('has changed since');
    expect(await count(server, 'plugin_enablement')).toBe(0);
  });

  it('is tried by its owner, who reads its own words; nobody keeps them', async () => {
    await enable();
    const passed = await browsers.Olga.post(`${page}/trial`);
    expect(passed.text).toContain('It works, with 2 languages.');
    await browsers.Olga.post(`${page}/settings`, { ...vendorForm, 'setting.formal': 'true' });
    const failed = await browsers.Olga.post(`${page}/trial`);
    expect(failed.text).toContain('The vendor says &lt;b&gt;no&lt;/b&gt;');
    expect(failed.text).toContain('asked for languages');
    expect((await browsers.Olga.get(page)).text).not.toContain('The vendor says');
    expect(JSON.stringify(await dump(server))).not.toContain('The vendor says');
  });

  it('that was in trouble before the server started is well again once it works, and says so in the same answer', async () => {
    await enable();
    const found = { workspaceId: team.workspaceId, pluginId: 'translate-vendor' };
    const changes = { trouble: 'crash', troubleAt: new Date() };
    await server.app.get(Database).transaction((tx) => tx.manager.update(PluginEnablement, found, changes));
    expect((await browsers.Olga.get(page)).text).toContain('In trouble');
    const { text } = await browsers.Olga.post(`${page}/trial`);
    expect(text).toContain('It works, with 2 languages.');
    expect(text).not.toContain('In trouble');
    expect(text).not.toContain('Its process ended unexpectedly.');
  });

  it('that fails says so in the same answer, with what can be done', async () => {
    await enable({ 'setting.formal': 'true' });
    const { text } = await browsers.Olga.post(`${page}/trial`);
    expect(text).toContain('In trouble');
    expect(text).toContain('Test it to read why');
  });

  it('is disabled, then forgotten', async () => {
    await enable();
    expect((await browsers.Olga.post(`${page}/forgetting`)).status).toBe(409);
    expect((await browsers.Olga.post(`${page}/disabling`)).status).toBe(303);
    expect((await browsers.Olga.get(page)).text).toContain('Forget settings');
    expect((await browsers.Olga.post(`${page}/forgetting`)).location).toBe('/settings/plugins');
    expect(await count(server, 'plugin_enablement')).toBe(0);
  });

  it.each(['nothing', 'x'.repeat(65), '..%2f..', '%00', 'translate_vendor'])('is not there: %s', async (id) => {
    expect([400, 404]).toContain((await browsers.Olga.get(`/settings/plugins/${id}`)).status);
    expect([400, 404]).toContain((await browsers.Olga.post(`/settings/plugins/${id}/disabling`)).status);
  });
});

describe('roles', () => {
  const looks = ['/settings/plugins', page, '/settings/recipients', '/settings/disclosures', '/settings/data', '/settings/audit'];
  const decisions = [
    ...['enabling', 'settings', 'disabling', 'forgetting', 'trial', 'undelivered/retry'].map((verb) => `${page}/${verb}`),
    '/settings/data/regions',
    '/settings/data/purposes',
  ];

  it.each(looks)('%s is for owners and admins', async (path) => {
    for (const who of ['Olga', 'Adam']) expect((await browsers[who].get(path)).status).toBe(200);
    for (const who of ['Ben', 'Vera']) expect((await browsers[who].get(path)).status).toBe(403);
  });

  it.each(decisions)('%s is for owners only', async (path) => {
    await enable();
    const before = await dump(server, ['session']);
    for (const who of ['Adam', 'Ben', 'Vera']) {
      const fields = { ...vendorForm, sheet: 'a'.repeat(64), regions: 'area' };
      expect((await browsers[who].post(path, fields)).status).toBe(403);
    }
    expect(await dump(server, ['session'])).toEqual(before);
  });

  it('lets an admin read the sheet, without a button', async () => {
    const { text } = await browsers.Adam.get(page);
    expect(text).toContain('What it declares');
    expect(text).toContain('Only an owner');
    expect(text).not.toContain(`${page}/enabling`);
  });

  it('shows another workspace nothing of it', async () => {
    await enable();
    const { text } = await browsers.Zoe.get(page);
    expect(text).toContain('Enable Vendor');
    expect(text).not.toContain('Alder');
    expect((await browsers.Zoe.post(`${page}/disabling`)).status).toBe(409);
    expect((await browsers.Zoe.get('/settings/recipients.json')).text).toBe('{"recipients":[]}');
    expect((await browsers.Zoe.get('/settings/audit')).text).not.toContain('Enabled');
    expect(await count(server, 'plugin_enablement')).toBe(1);
  });
});

describe('the register of recipients', () => {
  it('says who gets what from the moment of enabling to the moment of disabling', async () => {
    await enable();
    const { recipients } = JSON.parse((await browsers.Olga.get('/settings/recipients.json')).text) as { recipients: object[] };
    expect(recipients).toEqual([
      {
        name: 'Alder & Co',
        plugin: 'translate-vendor',
        kind: 'translation',
        country: 'PT',
        safeguard: 'It runs on your own server.',
        purpose: 'conversation',
        basis: 'legitimate-interest',
        fields: ['message.body', 'visitor.language'],
        retention: 'Nothing is kept.',
        since: expect.any(String) as string,
      },
    ]);
    expect((await browsers.Olga.get('/settings/recipients')).text).toContain('Portugal');
    await browsers.Olga.post(`${page}/disabling`);
    expect((await browsers.Olga.get('/settings/recipients.json')).text).toBe('{"recipients":[]}');
    expect((await browsers.Olga.get('/settings/recipients')).text).toContain('Nobody receives anything');
  });
});
