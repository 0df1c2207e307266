import { startApp, type RunningApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import { count } from '../kit/rows';
import { Spy } from '../kit/spy';
import { Stage } from '../flows/stage/stage';
import { inBrowser } from './in-browser';

/** "By using… you agree" is not how people agree here: reading is reading. */
inBrowser('V1 looking around', () => {
  let spy: Spy;
  let server: RunningApp;
  let stage: Stage;
  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-consented', { privacy: { basis: 'consent', consent: 'analytics' } });
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
  const receipts = () => count(server, 'consent_receipt');

  it('agrees to nothing: pages, the chat, the question itself, the page about privacy, and writing without an answer', async () => {
    const ana = await stage.visitor();
    await ana.page.goto(stage.site!.address('/chairs'));
    await ana.opens();
    await ana.panel.getByRole('region', { name: 'May we use your data' }).waitFor();
    await ana.panel.getByRole('button', { name: 'Privacy', exact: true }).click();
    const choice = ana.panel.getByRole('switch', { name: 'Statistics' });
    await choice.waitFor();
    expect(await choice.isChecked()).toBe(false);
    await ana.panel.getByRole('button', { name: 'Back to the chat' }).click();
    expect(await receipts()).toBe(0);
    await ana.writes('I only ask');
    await ana.page.reload();
    await ana.opens();
    await ana.reads('I only ask');
    expect(await receipts()).toBe(0);
    expect(await count(server, 'disclosure')).toBe(0);
    // The measure does see.
    await ana.panel.getByRole('button', { name: 'Accept', exact: true }).click();
    await ana.panel.getByRole('button', { name: 'Withdraw consent' }).waitFor();
    await ana.writes('And now I agreed');
    expect(await receipts()).toBe(1);
  });

  it('agrees to nothing for those who work here either', async () => {
    const before = await receipts();
    const page = await stage.signedIn('Ben');
    for (const path of ['/inbox', '/settings', '/settings/plugins', '/cookies', '/sign-in']) await page.goto(server.url + path);
    expect(await receipts()).toBe(before);
  });
});
