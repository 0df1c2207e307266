import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { launcher, panel, said, Shop, write } from './shop';

// Run in the page. The project's own types know no browser here.
const noteViolations = `
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));`;
const blockStorage = `
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('Blocked.', 'SecurityError'); } });`;
const noteLongTasks = `
  window.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });`;
const findViolations = `
  axe.run('parlour-chat').then((found) => found.violations.map((one) => one.id + ': ' + one.nodes[0].html))`;

/** The widget is a guest on other people's pages, and in other people's browsers. */
jest.setTimeout(30_000);

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const kept = (page: Page) =>
  page.evaluate('[...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].filter(Boolean)');

it('keeps nothing and connects to nothing before the visitor writes', async () => {
  const page = await shop.enter();
  await launcher(page).waitFor();
  expect(shop.requests).toEqual(['/widget.js', '/widget/v1/config']);
  await launcher(page).click();
  await panel(page).getByRole('textbox', { name: 'Message' }).fill('Hel');
  expect(shop.requests.filter((path) => !path.startsWith('/widget/panel-'))).toEqual(['/widget.js', '/widget/v1/config']);
  expect(await kept(page)).toEqual([]);
  await write(page, 'Hello');
  expect(shop.requests).toContain('/widget/v1/socket');
  expect(await kept(page)).toEqual([`parlour:${shop.key}`]);
  expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('Hello');
  await page.context().close();
});

it.each([
  ['its own scripts', `default-src 'none'; script-src SERVER; connect-src SERVER SOCKET; require-trusted-types-for 'script'`],
  ['scripts with a nonce', `default-src 'none'; script-src 'nonce-abc'; connect-src SERVER SOCKET`],
  [
    'scripts with a nonce, and those that they load',
    `script-src 'nonce-abc' 'strict-dynamic'; style-src 'none'; trusted-types parlour`,
  ],
])('works on a page whose policy allows %s only', async (_, policy) => {
  const page = await shop.enter({ policy }, {}, noteViolations);
  await write(page, 'Hello');
  await shop.answer('Good morning.');
  await panel(page).getByText('Good morning.').waitFor();
  expect(await page.evaluate('violations')).toEqual([]);
  await page.context().close();
});

it('goes through without sockets, by itself', async () => {
  const page = await shop.enter({ policy: `default-src 'none'; script-src SERVER; connect-src SERVER` });
  await write(page, 'Hello');
  await shop.answer('By another way.');
  await panel(page).getByText('By another way.').waitFor();
  await write(page, 'Thank you');
  expect(await said(page)).toEqual(['Hello', 'By another way.', 'Thank you']);
  await page.context().close();
});

it('works in memory where storage is blocked', async () => {
  const page = await shop.enter({}, {}, blockStorage);
  await write(page, 'Hello');
  await shop.answer('Good morning.');
  await panel(page).getByText('Good morning.').waitFor();
  await page.context().close();
});

it('is there once, with its script there twice', async () => {
  const page = await shop.enter({ tags: 2 });
  await launcher(page).waitFor();
  expect(await page.locator('parlour-chat').count()).toBe(1);
  expect(shop.requests.filter((path) => path === '/widget/v1/config')).toHaveLength(1);
  await page.context().close();
});

it('stays when the application replaces or empties its page', async () => {
  const page = await shop.enter();
  await write(page, 'Hello');
  await page.evaluate("void document.documentElement.replaceChild(document.createElement('body'), document.body)");
  await panel(page).waitFor();
  await page.evaluate('document.body.replaceChildren()');
  await panel(page).waitFor();
  await write(page, 'Still here');
  expect(await said(page)).toEqual(['Hello', 'Still here']);
  await page.context().close();
});

/** Milliseconds of each task of a visit that was longer than 50, as the browser counts them. */
async function longTasksOfVisit(): Promise<number[]> {
  const page = await shop.enter({}, {}, noteLongTasks);
  await launcher(page).click();
  await panel(page).waitFor();
  const tasks = await page.evaluate<number[]>('longTasks');
  await page.context().close();
  return tasks;
}

/** How many times longer than on an ordinary machine the browser takes here, at least 1: for work that such a machine does in 30 ms. */
async function slowness(): Promise<number> {
  const page = await shop.enter();
  const work = 'let sum = 0; for (let i = 0; i < 4e6; i++) sum += Math.sqrt(i) % 7;';
  const took = await page.evaluate<number>(
    `(() => { const start = performance.now(); ${work} return performance.now() - start; })()`,
  );
  await page.context().close();
  return Math.max(1, took / 30);
}

it('never holds the page up', async () => {
  // The browser counts time, not work: a machine with other things to do makes some task long now and then, but our work all of them.
  const most = 50 * (await slowness());
  const visits: number[][] = [];
  do visits.push((await longTasksOfVisit()).filter((task) => task > most));
  while (visits.at(-1)!.length && visits.length < 5);
  expect(visits).toContainEqual([]);
});

it.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ['right to left', { locale: 'ar' }],
] as const)('is accessible: %s', async (_, options) => {
  const page = await shop.enter({}, options);
  await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
  const violations = () => page.evaluate(findViolations);
  await page.locator('.launcher').waitFor();
  expect(await violations()).toEqual([]);
  await page.locator('.launcher').click();
  await page.locator('textarea').fill('Hello');
  await page.locator('.send').click();
  await page.locator('.status-sent').waitFor();
  await shop.answer('Good morning, see https://alder.example');
  await page.locator('.from-team .bubble').waitFor();
  await page.waitForTimeout(300);
  expect(await violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await shop.answer('One more thing.');
  await page.locator('.badge').waitFor();
  await page.waitForTimeout(300);
  expect(await violations()).toEqual([]);
  await page.context().close();
});

it('opens, closes and gives focus back by keyboard', async () => {
  const page = await shop.enter();
  await launcher(page).focus();
  await page.keyboard.press('Enter');
  await panel(page).waitFor();
  await page.keyboard.type('Hello');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('there');
  await page.keyboard.press('Enter');
  await panel(page).getByText('Sent', { exact: true }).waitFor();
  expect(await said(page)).toEqual(['Hello\nthere']);
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'hidden' });
  expect(await page.evaluate("document.querySelector('parlour-chat').shadowRoot.activeElement.className")).toBe('launcher');
  await page.context().close();
});
