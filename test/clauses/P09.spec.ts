import type { BrowserContext, Page } from 'playwright-core';
import { isNameOf, storedKeys, type StoredKey } from '../../src/data-map/stored-key';
import { attacks } from '../hostile/doors';
import { furnishAlder, type Alder } from '../hostile/alder';
import { routesOf } from '../hostile/routes';
import { startApp, type RunningApp } from '../kit/app';
import { setUp } from '../kit/factors';
import { password, signIn } from '../kit/people';
import { rowsOf } from '../kit/rows';
import { until } from '../kit/until';
import { launchChromium } from '../flows/stage/chromium';
import { Site } from '../flows/stage/site';
import { Visitor } from '../flows/stage/visitor';
import { inBrowser } from './in-browser';

/** What a page left in its browser, as `kind name`. Run in the page. */
const keptByPage = `(async () => [
  ...Object.keys(localStorage).map((key) => 'local ' + key),
  ...Object.keys(sessionStorage).map((key) => 'session ' + key),
  ...(await indexedDB.databases()).map(({ name }) => 'database ' + name),
  ...('caches' in window ? await caches.keys() : []).map((name) => 'cache ' + name),
  ...('serviceWorker' in navigator ? await navigator.serviceWorker.getRegistrations() : []).map(({ scope }) => 'worker ' + scope),
])()`;

/** There is one list of what may stand in a browser, and in a real browser there is nothing else, on any page. */
inBrowser('P9 what browsers keep', () => {
  let server: RunningApp;
  let alder: Alder;
  let site: Site;
  const chromium = launchChromium();
  const kept = new Set<string>();

  beforeAll(async () => {
    server = await startApp({ flags: [] });
    alder = await furnishAlder(server);
    site = await Site.open(server.url, alder.shop.website.key);
  }, 60_000);
  afterAll(async () => {
    await (await chromium).close();
    site.close();
    await server.stop();
  });

  /** Notes what stands in the browser's storages, and every cookie that an answer sets, however short its life. */
  async function watched(cookies?: Map<string, string>): Promise<{ page: Page; note: () => Promise<void> }> {
    const context: BrowserContext = await (
      await chromium
    ).newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    if (cookies) await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: server.url })));
    const page = await context.newPage();
    page.on('response', (response) => {
      void response.headersArray().then(
        (headers) => {
          for (const { name, value } of headers)
            if (name.toLowerCase() === 'set-cookie') kept.add(`cookie ${value.split('=')[0]}`);
        },
        () => undefined,
      );
    });
    const note = async () => {
      for (const { name } of await context.cookies()) kept.add(`cookie ${name}`);
      for (const one of (await page.evaluate(keptByPage)) as string[]) kept.add(one);
    };
    return { page, note };
  }
  const undeclared = () =>
    [...kept].filter((one) => {
      const [kind, ...name] = one.split(' ');
      return !storedKeys().some((key) => key.kind === kind && isNameOf(key, name.join(' ')));
    });
  /** Of what is declared, that which was never seen: without it, a blind test would pass. */
  const unseen = (on: StoredKey['on']) =>
    storedKeys()
      .filter(
        (key) => key.on === on && ![...kept].some((one) => one.startsWith(`${key.kind} `) && isNameOf(key, one.split(' ')[1])),
      )
      .map(({ purpose }) => purpose);

  it('is nothing but what the list names, on every page that the server serves', async () => {
    const { page, note } = await watched((await alder.shop.browser('Olu')).cookies);
    const doors = routesOf(server).filter(({ name }) => name.startsWith('GET '));
    let pages = 0;
    for (const { name } of doors) {
      const path = attacks[name]?.(alder).path ?? name.slice('GET '.length);
      const answer = await page.goto(server.url + path, { waitUntil: 'load' }).catch(() => null);
      if (!answer?.headers()['content-type']?.startsWith('text/html')) continue;
      pages++;
      await note();
    }
    expect(pages).toBeGreaterThan(30);
    expect(undeclared()).toEqual([]);
  }, 180_000);

  it('is nothing else while somebody works: signs in, answers, invites, changes keys and settings', async () => {
    const { page, note } = await watched();
    await page.goto(`${server.url}/sign-in`);
    await note();
    await page.getByLabel('Email').fill(alder.shop.as('Olu').account.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/inbox/);
    await note();
    await page.goto(`${server.url}/inbox/open/${alder.conversation}`);
    await page.getByRole('textbox', { name: 'Reply', exact: true }).fill('Half an answ');
    await note();
    await page.context().setOffline(true);
    await page.getByRole('textbox', { name: 'Reply', exact: true }).press('Enter');
    await until('it waits', async () => {
      await note();
      return [...kept].some((one) => one.startsWith('session parlour:pending:'));
    });
    await page.context().setOffline(false);
    await page.goto(`${server.url}/inbox`);
    await page.locator('#status[data-state="live"]').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('switch', { name: 'Single keys work' }).click();
    await note();
    await page.goto(`${server.url}/settings/agents`);
    await page.getByLabel('Email').fill('new@example.org');
    await page.getByRole('button', { name: 'Make an invitation' }).click();
    await page.waitForLoadState('load');
    await note();
    await page.goto(`${server.url}/settings/websites/${alder.shop.website.id}`);
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.waitForLoadState('load');
    await note();
    const ben = await signIn(server, alder.shop.as('Ben').account);
    const { app } = await setUp(server, ben);
    await page.context().clearCookies();
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('Email').fill(alder.shop.as('Ben').account.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code from the app').fill(await app.next());
    await note();
    await page.getByLabel('Do not ask in this browser').check();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(/inbox/);
    await note();
    expect(undeclared()).toEqual([]);
  }, 120_000);

  it('is nothing else while somebody without an account asks about their data, and gives the code that was mailed', async () => {
    const { page, note } = await watched();
    await page.goto(`${server.url}/privacy/${alder.shop.workspaceId}/request?language=en`);
    await note();
    await page.locator('[name="kind"][value="access"]').check();
    await page.locator('[name="email"]').fill('nora@example.org');
    await page.locator('[name="body"]').fill('What do you hold on me?');
    await page.locator('form button').last().click();
    await page.waitForURL(/privacy\/requests\//);
    await note();
    const sql = 'SELECT secret FROM mail WHERE recipient = ?';
    const [{ secret }] = await rowsOf<{ secret: string }>(server, sql, ['nora@example.org']);
    await page.locator('[name="code"]').fill(secret);
    await page.locator('[name="code"]').press('Enter');
    await page.locator('[name="code"]').waitFor({ state: 'detached' });
    await note();
    expect([...kept]).toContain('cookie parlour_case');
    expect(undeclared()).toEqual([]);
    expect(unseen('server')).toEqual([]);
  }, 60_000);

  it('is nothing else on a website with the chat', async () => {
    const { page, note } = await watched();
    await page.goto(site.address('/'));
    const ana = new Visitor(page);
    await ana.opens();
    await note();
    await ana.writes('Hello');
    await ana.field.fill('And anoth');
    await note();
    await page.goto(site.address('/chairs'));
    await note();
    await ana.opens();
    await ana.panel.getByRole('button', { name: 'Privacy', exact: true }).click();
    await ana.panel.getByRole('heading', { name: 'Privacy' }).waitFor();
    await note();
    const agreed = await watched();
    await agreed.page.addInitScript(
      "window.Parlour = (...command) => (Parlour.q ??= []).push(command); Parlour('consent', { personalisation: true });",
    );
    await agreed.page.goto(site.address('/'));
    await agreed.page.getByText('The hawthorn is in bloom').waitFor();
    await agreed.note();
    expect(undeclared()).toEqual([]);
    expect(unseen('website')).toEqual([]);
  });

  it('stands on a page for everybody, made from the same list', async () => {
    const read = async (path: string) => (await fetch(server.url + path)).text();
    const [ours, theirs] = [await read('/cookies'), await read(`/cookies/${alder.shop.website.key}`)];
    for (const { names, on } of storedKeys())
      for (const name of names)
        expect(on === 'server' ? ours : theirs).toContain(
          name.replace('{website}', alder.shop.website.key).replace(/\{\w+\}/, '…'),
        );
  });
});
