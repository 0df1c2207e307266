import { storedKeys, isNameOf } from '../../src/data-map/stored-key';
import { startApp, type RunningApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import { count } from '../kit/rows';
import { Spy } from '../kit/spy';
import { delivered } from '../kit/until';
import { Stage } from '../flows/stage/stage';
import { inBrowser, keptByPage } from './in-browser';

/** Signing in, and what somebody chose, are necessary; whatever measures, suggests or shares waits for a yes to its category. */
describe('V14 cookies', () => {
  let spy: Spy;
  let server: RunningApp;
  beforeAll(async () => {
    spy = await Spy.open();
    const cookies = [{ name: '_meter', purpose: 'Tells visits apart.', days: 30 }];
    spy.plugin('event-meter', { privacy: { recipient: 'Measure Ltd', basis: 'consent', consent: 'analytics', cookies } });
    spy.plugin('event-suggest', { privacy: { recipient: 'Suggest Ltd', basis: 'consent', consent: 'personalisation' } });
    server = await startApp({ env: spy.env });
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });

  it('are necessary, all that we set ourselves, but for one that waits for a yes (P15)', () => {
    expect(storedKeys().length).toBeGreaterThan(5);
    const others = storedKeys().filter(({ category }) => category !== 'necessary');
    expect(others.map(({ names, category }) => [...names, category])).toEqual([['parlour:{website}:shown', 'personalisation']]);
  });

  inBrowser('and others', () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await Stage.bare({ url: server.url, stop: () => Promise.resolve() });
      await stage.furnish(server, { Ben: 'owner' });
      for (const plugin of ['event-meter', 'event-suggest'])
        await enablePlugin(server, stage.team.workspaceId, plugin, spy.settings);
    });
    afterAll(() => stage.strike());

    it('wait for a yes to their category: before it nothing of theirs is stored, and nothing leaves', async () => {
      const ana = await stage.visitor();
      await ana.writes('Hello');
      const kept = (await ana.page.evaluate(keptByPage)) as string[];
      expect(kept.length).toBeGreaterThan(0);
      const necessary = storedKeys().filter(({ category, on }) => category === 'necessary' && on === 'website');
      for (const one of kept) expect(necessary.some((key) => isNameOf(key, one.split(' ')[1]))).toBe(true);
      expect(await ana.page.context().cookies()).toEqual([]);
      await delivered(server);
      expect(spy.told).toEqual([]);
      expect(await count(server, 'disclosure')).toBe(0);

      await ana.panel.getByRole('button', { name: 'Choose one by one' }).click();
      await ana.panel.getByRole('switch', { name: 'Statistics' }).click();
      await ana.panel.getByRole('button', { name: 'Back to the chat' }).click();
      await ana.writes('Count me');
      await delivered(server);
      expect(await count(server, 'disclosure', "plugin_id = 'event-meter'")).toBeGreaterThan(0);
      expect(await count(server, 'disclosure', "plugin_id = 'event-suggest'")).toBe(0);
    });
  });
});
