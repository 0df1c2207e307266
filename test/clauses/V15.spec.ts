import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startApp, type RunningApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import { rowsOf } from '../kit/rows';
import { Spy } from '../kit/spy';
import { answersIn } from '../flows/stage/answers';
import { Stage } from '../flows/stage/stage';
import { Visitor } from '../flows/stage/visitor';
import { inBrowser } from './in-browser';

/** What a browser is told to keep out stays out, and the chat works all the same. */
inBrowser('V15 the browser’s own controls', () => {
  let spy: Spy;
  let server: RunningApp;
  let stage: Stage;
  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-consented', { privacy: { recipient: 'Measure Ltd', basis: 'consent', consent: 'analytics' } });
    server = await startApp({ env: spy.env });
    stage = await Stage.bare(server);
    await stage.furnish(server, { Ben: 'owner' });
    await enablePlugin(server, stage.team.workspaceId, 'event-consented', spy.settings);
  });
  afterAll(async () => {
    await stage.strike();
    await spy.close();
  });
  afterEach(() => stage.clear());

  it.each([
    { who: 'on a desk', options: {} },
    { who: 'on a phone', options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
    { who: 'in Arabic', options: { locale: 'ar' } },
    { who: 'in German, where words are long', options: { locale: 'de', viewport: { width: 360, height: 740 } } },
  ])('no stands beside yes on the first layer, as large and as plain: $who', async ({ options }) => {
    const page = await stage.page(options);
    await page.goto(stage.site!.address('/'));
    await page.locator('.launcher').click();
    const answers = page.locator('.question .answer');
    await answers.first().waitFor();
    expect(await answers.count()).toBe(2);
    const [yes, no] = await answersIn(page);
    expect({ ...no, words: '' }).toEqual({ ...yes, words: '' });
    expect(yes.look.join()).not.toBe('');
    expect(yes.height).toBeGreaterThanOrEqual('hasTouch' in options ? 44 : 32);
    // Nobody has to scroll for it.
    expect(no.top + no.height).toBeLessThanOrEqual(page.viewportSize()!.height);
  });

  it('the chat works in a browser that keeps no cookies and no storage', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'parlour-profile-'));
    mkdirSync(join(profile, 'Default'));
    const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROMIUM,
      chromiumSandbox: false,
      args: ['--disable-gpu', '--no-first-run'],
      locale: 'en-GB',
    });
    try {
      const page = await context.newPage();
      await page.goto(stage.site!.address('/'));
      const stored = `(() => { document.cookie = 'a=b'; try { localStorage.setItem('a', 'b'); return 'kept'; } catch { return document.cookie || 'blocked'; } })()`;
      expect(await page.evaluate(stored)).toBe('blocked');
      const ana = new Visitor(page);
      await ana.opens();
      await ana.panel.getByRole('button', { name: 'Reject', exact: true }).click();
      await ana.panel.getByRole('region', { name: 'May we use your data' }).waitFor({ state: 'hidden' });
      await ana.writes('Without cookies');
      const ben = await stage.agent('Ben');
      await ben.opens('Without cookies');
      await ben.answers('Of course');
      await ana.reads('Of course');
      expect(await context.cookies()).toEqual([]);
      const rows = await rowsOf(server, 'SELECT act, granted FROM consent_receipt');
      expect(rows).toEqual([{ act: 'refused', granted: '[]' }]);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
});
