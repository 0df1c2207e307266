import type { Page } from 'playwright-core';
import { startApp, type RunningApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import { rowsOf } from '../kit/rows';
import { Spy } from '../kit/spy';
import { until } from '../kit/until';
import { answersIn } from './stage/answers';
import { unguarded, violations } from './stage/axe';
import { Stage } from './stage/stage';
import type { Visitor } from './stage/visitor';

/** What visitors are asked, what they answer, and what becomes of it. */
let spy: Spy;
let app: RunningApp;
let stage: Stage;
let businesses = 0;

beforeAll(async () => {
  spy = await Spy.open();
  const consented = (consent: 'analytics' | 'sharing' | 'personalisation', recipient: string) =>
    ({ privacy: { basis: 'consent', consent, recipient, purpose: 'service' } }) as const;
  spy.plugin('event-meter', { ...consented('analytics', 'Measure Ltd'), name: 'Meter' });
  spy.plugin('event-partner', { privacy: { ...consented('sharing', 'Friends Inc').privacy, kind: 'partner' }, name: 'Partner' });
  app = await startApp({ env: spy.env });
  stage = await Stage.bare(app);
}, 60_000);
afterAll(async () => {
  await stage.strike();
  await spy.close();
});
afterEach(() => stage.clear());

/** A business of its own for each story: what others switched on does not count. */
async function business(...plugins: string[]): Promise<void> {
  await stage.furnish(app, { Ben: 'owner' }, `Alder ${++businesses}`);
  for (const plugin of plugins) await enable(plugin);
}
const enable = (plugin: string) => enablePlugin(app, stage.team.workspaceId, plugin, spy.settings);
const question = ({ panel }: Visitor) => panel.getByRole('region', { name: 'May we use your data' });
const privacyPage = ({ panel }: Visitor) => panel.getByRole('heading', { name: 'Privacy' });
const button = ({ panel }: Visitor, name: string) => panel.getByRole('button', { name, exact: true });
const receipts = async () => {
  const sql = 'SELECT granted, act, method, denied FROM consent_receipt WHERE workspace_id = ? ORDER BY place';
  const rows = await rowsOf<{ granted: string; act: string; method: string; denied: unknown }>(app, sql, [
    stage.team.workspaceId,
  ]);
  return rows.map(({ granted, act, method, denied }) => `${act} ${granted} ${method}${denied ? ' denied' : ''}`);
};
const storage = (page: Page) => page.evaluate('({ ...localStorage })') as Promise<Record<string, string>>;

it('asks nothing where nothing needs consent, and says so', async () => {
  await business();
  const ana = await stage.visitor();
  await ana.opens();
  await ana.field.waitFor();
  expect(await question(ana).isVisible()).toBe(false);
  await button(ana, 'Privacy').click();
  await privacyPage(ana).waitFor();
  expect(await ana.panel.getByText('Nothing in this chat needs your consent.').isVisible()).toBe(true);
  expect(await button(ana, 'Accept').count()).toBe(0);
  expect(await storage(ana.page)).toEqual({});
});

it('asks on the first layer, yes and no alike, and takes silence for no', async () => {
  await business('event-meter', 'event-partner');
  const ana = await stage.visitor();
  await ana.opens();
  await question(ana).waitFor();
  expect(await question(ana).textContent()).toMatch(/Measure Ltd.*Friends Inc/);
  const [yes, no] = await answersIn(ana.page);
  expect([yes.words, no.words]).toEqual(['Accept', 'Reject']);
  expect({ ...no, words: '' }).toEqual({ ...yes, words: '' });
  await ana.writes('Hello');
  expect(await question(ana).isVisible()).toBe(true);
  expect(await receipts()).toEqual([]);
  expect(spy.told).toEqual([]);
});

it('keeps a yes before anybody is known, and tells the server with the first message', async () => {
  await business('event-meter', 'event-partner');
  const ana = await stage.visitor();
  await ana.opens();
  await button(ana, 'Accept').click();
  await question(ana).waitFor({ state: 'hidden' });
  expect(await receipts()).toEqual([]);
  await ana.page.reload();
  await ana.opens();
  await button(ana, 'Withdraw consent').waitFor();
  expect(await question(ana).isVisible()).toBe(false);
  await ana.writes('Hello');
  expect(await receipts()).toEqual(['given ["analytics","sharing"] choice']);
  await button(ana, 'Withdraw consent').click();
  await until('the withdrawal is on record', async () => (await receipts()).length === 2);
  expect((await receipts())[1]).toBe('withdrawn [] choice');
  await button(ana, 'Withdraw consent').waitFor({ state: 'hidden' });
});

it('lets people choose one by one, by keyboard, and comes back where they were', async () => {
  await business('event-meter', 'event-partner');
  const ana = await stage.visitor();
  await ana.writes('Hello');
  await button(ana, 'Privacy').focus();
  await ana.page.keyboard.press('Enter');
  await privacyPage(ana).waitFor();
  const statistics = ana.panel.getByRole('switch', { name: 'Statistics' });
  await until(
    'the way back has the focus',
    () =>
      ana.page.evaluate(
        "document.querySelector('parlour-chat').shadowRoot.activeElement?.ariaLabel === 'Back to the chat'",
      ) as Promise<boolean>,
  );
  await statistics.focus();
  await ana.page.keyboard.press('Space');
  await ana.panel.getByText('Your choice counts from now on.').waitFor();
  await until('it is on record', async () => (await receipts()).length === 1);
  expect(await receipts()).toEqual(['given ["analytics"] choice']);
  expect(await ana.panel.getByRole('switch', { name: 'Sharing with partners' }).isChecked()).toBe(false);
  await ana.page.keyboard.press('Escape');
  await privacyPage(ana).waitFor({ state: 'hidden' });
  expect(await ana.panel.isVisible()).toBe(true);
  expect(await ana.page.evaluate("document.querySelector('parlour-chat').shadowRoot.activeElement?.textContent")).toBe('Privacy');
});

it.each([
  { who: 'on a desk', options: {} },
  {
    who: 'on a phone, in Arabic',
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'ar' },
  },
  { who: 'in the dark, in German', options: { colorScheme: 'dark' as const, locale: 'de' } },
])('can be used by everybody: $who', async ({ options }) => {
  await business('event-meter', 'event-partner');
  const page = await stage.page({ ...options, ...unguarded });
  await page.goto(stage.site!.address('/'));
  await page.locator('.launcher').click();
  await page.locator('.question').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.locator('.door-link').first().click();
  await page.locator('.switch').filter({ visible: true }).first().waitFor();
  expect(await violations(page)).toEqual([]);
  // Nothing sticks out.
  const sticks =
    "(() => { const { scrollWidth, clientWidth } = document.querySelector('parlour-chat').shadowRoot.querySelector('.page-body'); return scrollWidth - clientWidth; })()";
  expect(await page.evaluate(sticks)).toBe(0);
});

it('leaves the focus where one goes on, after an answer by keyboard', async () => {
  await business('event-meter');
  const ana = await stage.visitor();
  await ana.opens();
  await button(ana, 'Reject').focus();
  await ana.page.keyboard.press('Enter');
  await question(ana).waitFor({ state: 'hidden' });
  expect(await ana.page.evaluate("document.querySelector('parlour-chat').shadowRoot.activeElement?.textContent")).toBe('Privacy');
  await ana.panel.getByText('Your choice counts from now on.').waitFor();
});

it('opens at the wish of the website’s own link', async () => {
  await business('event-meter');
  const ana = await stage.visitor();
  await ana.launcher.waitFor();
  await ana.page.evaluate("Parlour('open', 'privacy')");
  await privacyPage(ana).waitFor();
  await ana.page.keyboard.press('Escape');
  await ana.page.evaluate("Parlour('open', 'privacy')");
  await privacyPage(ana).waitFor();
});

it('asks once more when somebody else would get data, and gives them nothing before', async () => {
  await business('event-meter');
  const ana = await stage.visitor();
  await ana.opens();
  await button(ana, 'Reject').click();
  await ana.writes('Hello');
  await enable('event-partner');
  // The configuration of a page that was open may be a minute old.
  await ana.page.context().clearCookies();
  const later = await ana.page.context().newPage();
  await later.route('**/widget/v1/config*', async (route) =>
    route.continue({ headers: { ...route.request().headers(), 'cache-control': 'no-cache' } }),
  );
  await later.goto(stage.site!.address('/chairs'));
  await later.getByRole('button', { name: 'Open chat' }).click();
  const region = later.getByRole('region', { name: 'May we use your data' });
  await region.waitFor();
  await region.getByRole('button', { name: 'Reject' }).click();
  await region.waitFor({ state: 'hidden' });
  await later.reload();
  await later.getByRole('button', { name: 'Open chat' }).click();
  await later.getByRole('log').getByText('Hello').waitFor();
  expect(await region.isVisible()).toBe(false);
});

it('respects a browser that says "do not share", and shows it', async () => {
  await business('event-meter', 'event-partner');
  const page = await stage.page();
  await page.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
  await page.goto(stage.site!.address('/'));
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByRole('button', { name: 'Privacy', exact: true }).click();
  await page.getByText('Your browser asks not to share or sell your data').waitFor();
  expect(await page.getByRole('switch', { name: 'Sharing with partners' }).isDisabled()).toBe(true);
});

it('leaves the asking to a website that asks itself, and tells it what is changed here', async () => {
  await business('event-meter', 'event-partner');
  const page = await stage.page();
  await page.addInitScript(`window.heard = [];
    window.Parlour = (...command) => (Parlour.q ??= []).push(command);
    Parlour('consent', 'default', { analytics_storage: 'denied' });
    Parlour('consent', 'update', { analytics_storage: 'granted', ad_user_data: 'denied' });
    Parlour('on', 'consent', (detail) => heard.push(detail));`);
  await page.goto(stage.site!.address('/'));
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByRole('button', { name: 'Withdraw consent' }).waitFor();
  expect(await page.getByRole('region', { name: 'May we use' }).isVisible()).toBe(false);
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('log').getByText('Sent').waitFor();
  expect(await receipts()).toEqual(['given ["analytics"] site']);
  await page.getByRole('button', { name: 'Withdraw consent' }).click();
  await until('it is on record', async () => (await receipts()).length === 2);
  expect(await page.evaluate('heard')).toEqual([{ granted: [], denied: false }]);
  expect((await receipts())[1]).toBe('withdrawn [] choice');
});
