import { newId } from '../../../src/common/ids';
import { Database } from '../../../src/database/database';
import { EventBus } from '../../../src/events/event-bus';
import { DeliveriesService } from '../../../src/plugin-host/deliveries/deliveries.service';
import { Disclosure } from '../../../src/plugin-host/disclosure.entity';
import { PluginDelivery } from '../../../src/plugin-host/plugin-delivery.entity';
import { PluginEnablement } from '../../../src/plugin-host/plugin-enablement.entity';
import { TroubleLog } from '../../../src/plugin-host/process/trouble-log';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import { startApp, type RunningApp } from '../../kit/app';
import type { Browser } from '../../kit/browser';
import { furnish, signIn, type Team } from '../../kit/people';
import { enablePlugin } from '../../kit/plugins';
import { rowsOf } from '../../kit/rows';
import { vendorFolder, vendorForm, vendorPage } from '../../kit/vendor';

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
const enable = async (more = {}) => browsers.Olga.post(`${page}/enabling`, { ...vendorForm, sheet: await sheetOf(), ...more });

describe('regions', () => {
  afterEach(() => browsers.Olga.post('/settings/data/regions', { regions: 'anywhere' }));
  const allow = (regions: string, countries?: string | string[]) =>
    browsers.Olga.post('/settings/data/regions', { regions, ...(countries && { countries }) });

  it('are chosen in a form, refuse a plugin, and stand in the log of acts', async () => {
    expect((await allow('area')).status).toBe(303);
    const { status, text } = await enable({ country: 'US' });
    expect(status).toBe(409);
    expect(text).toContain('does not allow');
    expect((await enable()).status).toBe(303);
    expect((await allow('chosen', ['US', 'CA'])).status).toBe(303);
    expect((await browsers.Olga.get(page)).text).toContain('does not allow any more');
    const log = (await browsers.Olga.get('/settings/audit')).text;
    expect(log).toContain('Enabled translate-vendor');
    expect(log).toContain('allowed: Canada, United States');
    expect(log).toContain('settings: apiKey, formal, glossary, operator, retries');
  });

  it.each([
    ['chosen', undefined],
    ['chosen', 'XX'],
    ['chosen', 'eu'],
    ['everywhere', undefined],
  ])('are not %s %s', async (regions, countries) => {
    expect((await allow(regions, countries)).status).toBe(422);
    expect((await browsers.Olga.get('/settings/data')).text).toMatch(/value="anywhere" checked/);
  });
});

describe('trouble', () => {
  it('is told to owners and admins on every page, live, and to nobody else', async () => {
    await enablePlugin(server, team.workspaceId, 'translate-vendor', { operator: 'Alder' });
    const olga = await agentSocket(browsers.Olga);
    const ben = await agentSocket(browsers.Ben);
    const { workspaceId } = team;
    await server.app.get(Database).transaction(async (tx) => {
      await tx.run("UPDATE plugin_enablement SET trouble = 'resting', trouble_at = 1 WHERE workspace_id = ?", [workspaceId]);
    });

    server.app.get(EventBus).publish('plugin.changed', { workspaceId, pluginId: 'translate-vendor' });
    expect(await nextStream(olga, 'plugin-troubles')).toContain('Vendor &lt;i&gt; is resting');
    expect((await browsers.Adam.get('/inbox/open')).text).toContain('is resting');
    expect((await browsers.Ben.get('/inbox/open')).text).not.toContain('is resting');
    expect(JSON.stringify(ben.received)).not.toContain('is resting');
    expect((await browsers.Zoe.get('/inbox/open')).text).not.toContain('is resting');
    expect((await browsers.Adam.get(page)).text).toContain('rests for a while');
    await Promise.all([olga.close(), ben.close()]);
  });
});

describe('disclosures', () => {
  /** Seventy hand-overs, every tenth of them to the other plugin; the newest is the last. */
  async function handOver(workspaceId: string): Promise<void> {
    await server.app.get(Database).transaction(async (tx) => {
      for (let index = 0; index < 70; index++) {
        const at = new Date(1_700_000_000_000 + index * 1000);
        const pluginId = index % 10 ? 'translate-vendor' : 'translate-other';
        const about = { subjectKind: 'visitor' as const, subjectId: newId(), fields: ['message.body'] };
        const why = { purpose: 'conversation', basis: 'contract', capability: 'translator' };
        const to = { recipient: `Recipient ${index};`, country: 'PT' };
        await tx.manager.insert(Disclosure, { id: newId(at.getTime()), workspaceId, pluginId, at, ...about, ...why, ...to });
      }
    });
  }
  const shown = (text: string) => [...text.matchAll(/Recipient (\d+);/g)].map(([, index]) => Number(index));
  const nextOf = (text: string) => /href="(\/settings\/disclosures\?before=[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');

  it('are shown the newest first, page by page, of one plugin or all, and of no other workspace', async () => {
    await enablePlugin(server, team.workspaceId, 'translate-vendor', { operator: 'Alder' });
    await handOver(team.workspaceId);
    const first = (await browsers.Adam.get('/settings/disclosures')).text;
    expect(shown(first)).toEqual(Array.from({ length: 50 }, (_, index) => 69 - index));
    const second = (await browsers.Adam.get(nextOf(first)!)).text;
    expect(shown(second)).toEqual(Array.from({ length: 20 }, (_, index) => 19 - index));
    expect(nextOf(second)).toBeUndefined();
    const other = (await browsers.Adam.get('/settings/disclosures?plugin=translate-other')).text;
    expect(shown(other)).toEqual([60, 50, 40, 30, 20, 10, 0]);
    expect(shown((await browsers.Zoe.get('/settings/disclosures')).text)).toEqual([]);
  });

  it.each(['before=x', 'before=%00', 'plugin=%3Cb%3E', 'plugin[]=x', 'more=1'])('refuse ?%s', async (query) => {
    expect((await browsers.Olga.get(`/settings/disclosures?${query}`)).status).toBe(422);
  });
});

describe('undelivered events', () => {
  const stateOf = async () =>
    (await rowsOf<{ state: string }>(server, 'SELECT state FROM plugin_delivery WHERE workspace_id = ?', [team.workspaceId])).map(
      ({ state }) => state,
    );

  it('are shown, and sent again by an owner', async () => {
    await enablePlugin(server, team.workspaceId, 'translate-vendor', { operator: 'Alder' });
    // Whoever delivers shall not take it before the test has looked.
    jest.spyOn(server.app.get(DeliveriesService, { strict: false }), 'wake').mockImplementation(() => undefined);
    const id = newId();
    const event = { lane: 'c1', event: 'message.posted', ids: '{}', at: new Date(), attempts: 9, runAt: new Date() };
    await server.app.get(Database).transaction(async (tx) => {
      const row = { id, workspaceId: team.workspaceId, pluginId: 'translate-vendor', state: 'dead' as const };
      await tx.manager.insert(PluginDelivery, { ...row, ...event });
    });
    expect((await browsers.Adam.get(page)).text).toMatch(/Undelivered events[\s\S]*A message is written/);
    expect((await browsers.Zoe.post(`${page}/undelivered/${id}/retry`)).status).toBe(404);
    expect(await stateOf()).toEqual(['dead']);
    expect((await browsers.Olga.post(`${page}/undelivered/${id}/retry`)).status).toBe(303);
    expect(await stateOf()).not.toContain('dead');
    expect((await browsers.Olga.post(`${page}/undelivered/${id}/retry`)).status).toBe(404);
  });
});
