import type { Page } from 'playwright-core';
import { startApp, type RunningApp } from '../kit/app';
import { dump } from '../kit/dump';
import { count } from '../kit/rows';
import { until } from '../kit/until';
import { Stage } from '../flows/stage/stage';
import { Visitor } from '../flows/stage/visitor';
import { inBrowser, keptByPage } from './in-browser';

/** Whoever only looks at a website agreed to nothing: until they act, there is nothing of them, on either side. */
inBrowser('P2 a page with the widget', () => {
  let server: RunningApp;
  let stage: Stage;
  beforeAll(async () => {
    server = await startApp();
    stage = await Stage.bare(server);
    await stage.furnish(server, { Ben: 'owner' });
  });
  afterAll(() => stage.strike());
  afterEach(() => stage.clear());

  /** A browser on the website, and all that it asked our server for. */
  async function enter(path = '/'): Promise<{ page: Page; asked: string[]; sockets: string[] }> {
    const page = await stage.page();
    const [asked, sockets]: string[][] = [[], []];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === server.url) asked.push(`${request.method()} ${url.pathname} ${request.postData() ?? ''}`.trim());
    });
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.goto(stage.site!.address(path));
    return { page, asked, sockets };
  }
  const visitors = () => count(server, 'visitor');

  it('keeps nothing and connects to nothing, on one page and the next, until the visitor writes', async () => {
    // The business's own notice is made when it is first asked for: it is about nobody who reads it.
    const ofPeople = () => dump(server, ['session', 'notice_version']);
    const before = await ofPeople();
    const { page, asked, sockets } = await enter();
    const ana = new Visitor(page);
    await ana.launcher.waitFor();
    await page.getByRole('link', { name: 'Chairs' }).click();
    await ana.launcher.waitFor();
    // Looking at what the chat is like is not yet talking to anybody.
    await ana.launcher.click();
    await ana.field.waitFor();
    await page.waitForLoadState('networkidle');

    expect(await page.evaluate(keptByPage)).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    expect(sockets).toEqual([]);
    expect(await visitors()).toBe(0);
    expect(await ofPeople()).toEqual(before);
    // The script, and what it looks like: nothing in it says who asks.
    expect(asked.filter((one) => !/^GET \/widget(\.js|\/v1\/config|\/panel-[\w-]+\.js)$/.test(one))).toEqual([]);

    // The measure does see: after the first message all three are there.
    await ana.writes('Hello');
    await until('the visitor is known', async () => (await visitors()) === 1);
    expect(sockets).toHaveLength(1);
    expect(await page.evaluate(keptByPage)).toEqual([expect.stringMatching(/^localStorage parlour:/)]);
    expect(await page.context().cookies()).toEqual([]);
  });

  it('is told nothing about its reader by the address of what is fetched', async () => {
    const page = await stage.page();
    const urls: string[] = [];
    page.on('request', (request) => void (request.url().startsWith(server.url) && urls.push(request.url())));
    await page.goto(stage.site!.address('/orders?customer=hawthorn'));
    await new Visitor(page).launcher.waitFor();
    expect(urls.length).toBeGreaterThan(1);
    for (const url of urls) expect(url).not.toContain('hawthorn');
  });
});
