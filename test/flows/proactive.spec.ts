import type { ProactiveChoice } from '../../src/automation/proactive/proactive.types';
import { startApp, type RunningApp } from '../kit/app';
import { speakFirst } from '../kit/proactive';
import { count } from '../kit/rows';
import { until } from '../kit/until';
import { violations } from './stage/axe';
import { FirstWord } from './stage/first-word';
import { Stage } from './stage/stage';

/** A website says a word first; visitors answer, wave it away, or never see it. */
let app: RunningApp;
let stage: Stage;
let businesses = 0;

beforeAll(async () => {
  app = await startApp();
  stage = await Stage.bare(app);
}, 60_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

/** A business of its own for each story. */
async function business(...messages: Partial<ProactiveChoice>[]): Promise<string[]> {
  await stage.furnish(app, { Ben: 'owner' }, `Alder-${++businesses}`);
  const made: string[] = [];
  for (const message of messages) made.push(await speakFirst(app, stage.team, message));
  return made;
}
const agrees = `window.Parlour = (...command) => (Parlour.q ??= []).push(command); Parlour('consent', { personalisation: true });`;

it('speaks without taking the focus, opens with what it said, and both see it in the thread', async () => {
  await business({ texts: { en: 'Can we help you choose a table?' } });
  const ben = await stage.agent('Ben');
  const ana = await stage.visitor();
  const word = new FirstWord(ana.page);
  await word.teaser.waitFor();
  expect(await ana.page.getByRole('status').filter({ hasText: 'Can we help you choose' }).count()).toBe(1);
  expect(await ana.page.evaluate('document.activeElement === document.body')).toBe(true);
  expect(await word.kept()).toEqual([]);
  expect(await count(app, 'visitor', 'workspace_id = ?', [stage.team.workspaceId])).toBe(0);

  await word.teaser.getByText('Can we help you choose a table?').click();
  await ana.field.waitFor();
  expect(await word.teaser.count()).toBe(0);
  await ana.reads('Can we help you choose a table?');
  await ana.log.getByText('Automatic message').waitFor();
  expect(await ana.panel.getByText('Hello. How can we help?').isVisible()).toBe(false);
  expect(await count(app, 'conversation', 'workspace_id = ?', [stage.team.workspaceId])).toBe(0);

  await ana.writes('Yes, an oak one');
  expect(await ana.said).toEqual(['Can we help you choose a table?', 'Yes, an oak one']);
  await ben.page.getByRole('link', { name: /Yes, an oak one/ }).click();
  await ben.page.locator('.message--system', { hasText: 'Can we help you choose a table?' }).waitFor();
  await ben.page.locator('.message--system').getByText('Automatic message').waitFor();

  await ana.page.reload();
  await ana.opens();
  await ana.reads('Yes, an oak one');
  expect(await ana.said).toEqual(['Can we help you choose a table?', 'Yes, an oak one']);
  expect(await word.isSaid()).toBe(false);
});

it('is reached and closed by keyboard, and says no more on this page', async () => {
  await business({});
  const { page } = await stage.visitor();
  const word = new FirstWord(page);
  await word.teaser.waitFor();
  const seen: string[] = [];
  for (let step = 0; step < 6 && !seen.includes('launcher'); step++) {
    await page.keyboard.press('Tab');
    seen.push(await word.focused());
  }
  expect(seen).toEqual(['', 'teaser-open', 'teaser-close', 'teaser-object', 'launcher']);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Escape');
  await word.teaser.waitFor({ state: 'detached' });
  expect(await word.focused()).toBe('launcher');
  await page.evaluate("history.pushState({}, '', '/chairs')");
  expect(await word.isSaid()).toBe(false);
  expect(await word.kept()).toEqual([]);
});

it('waits for its page and its moment', async () => {
  await business(
    { texts: { en: 'Chairs?' }, pageMatch: 'begins', page: '/chairs' },
    { texts: { en: 'The end' }, pageMatch: 'equals', page: '/long', trigger: 'scroll', amount: 80 },
  );
  const { page } = await stage.visitor();
  const word = new FirstWord(page);
  expect(await word.isSaid()).toBe(false);
  await page.goto(stage.site!.address('/chairs/oak'));
  await word.teaser.getByText('Chairs?').waitFor();
  await page.goto(stage.site!.address('/long'));
  expect(await word.isSaid()).toBe(false);
  await page.evaluate("document.body.style.height = '5000px', scrollTo(0, 1000)");
  expect(await word.isSaid()).toBe(false);
  await page.evaluate('scrollTo(0, 4500)');
  await word.teaser.getByText('The end').waitFor();
});

it('follows an application from page to page', async () => {
  await business({ texts: { en: 'Chairs?' }, pageMatch: 'equals', page: '/chairs' });
  const { page } = await stage.visitor();
  const word = new FirstWord(page);
  expect(await word.isSaid()).toBe(false);
  await page.evaluate("history.pushState({}, '', '/chairs')");
  await word.teaser.getByText('Chairs?').waitFor();
});

it('remembers with consent only: once, and coming back', async () => {
  const [once, back] = await business(
    { texts: { en: 'Once' }, pauseDays: 7 },
    { texts: { en: 'Welcome back' }, trigger: 'return', pauseDays: 1, pageMatch: 'equals', page: '/back' },
  );
  const nobody = await stage.visitor();
  const unasked = new FirstWord(nobody.page);
  expect(await unasked.isSaid()).toBe(false);
  expect(await unasked.kept()).toEqual([]);

  const page = await stage.page();
  const word = new FirstWord(page);
  await page.addInitScript(agrees);
  await page.goto(stage.site!.address());
  await word.teaser.getByText('Once').waitFor();
  expect(Object.keys((await word.recalled())!.shown)).toEqual([once]);
  expect(await count(app, 'consent_receipt', 'workspace_id = ?', [stage.team.workspaceId])).toBe(0);
  await page.reload();
  expect(await word.isSaid()).toBe(false);
  await page.goto(stage.site!.address('/back'));
  expect(await word.isSaid()).toBe(false);

  // An hour later.
  await page.evaluate(
    'for (const key of Object.keys(localStorage)) { const kept = JSON.parse(localStorage[key]); localStorage[key] = JSON.stringify({ ...kept, at: kept.at - 3600000 }); }',
  );
  await page.reload();
  await word.teaser.getByText('Welcome back').waitFor();
  expect(Object.keys((await word.recalled())!.shown).sort()).toEqual([once, back].sort());
});

it('steps aside for a panel that is opened without it', async () => {
  await business({ amount: 3600 });
  const ana = await stage.visitor();
  const word = new FirstWord(ana.page);
  expect(await word.isSaid()).toBe(false);
  await ana.opens();
  await ana.panel.getByText('Hello. How can we help?').waitFor();
  expect(await ana.said).toEqual([]);
});

it.each([
  ['on a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }, 'ltr'],
  ['from right to left', { viewport: { width: 390, height: 844 }, locale: 'ar' }, 'rtl'],
])('stands beside the launcher %s, in sight and large enough', async (_, options, direction) => {
  await business({ texts: { en: 'Can we help you choose? '.repeat(12), ar: 'هل يمكننا مساعدتك في الاختيار؟' } });
  const { page } = await stage.visitor(options);
  const word = new FirstWord(page);
  await word.teaser.waitFor();
  await until('it stands still', async () => (await page.evaluate(still)) as boolean);
  const box = (await word.teaser.boundingBox())!;
  const launcher = (await page.locator('.launcher').boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(16);
  expect(box.x + box.width).toBeLessThanOrEqual(390 - 16);
  expect(box.y).toBeGreaterThanOrEqual(16);
  expect(box.y + box.height).toBeLessThanOrEqual(launcher.y);
  expect(direction === 'rtl' ? launcher.x : 390 - launcher.x - launcher.width).toBeLessThan(40);
  for (const button of await word.teaser.getByRole('button').all())
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(32);
  if (direction === 'rtl') await word.teaser.getByText('هل يمكننا').waitFor();
});
const still =
  "document.querySelector('parlour-chat').shadowRoot.getAnimations().every(({ playState }) => playState === 'finished')";

it('has nothing that axe-core objects to, with the privacy page as well', async () => {
  await business({});
  const ana = await stage.visitor({ bypassCSP: true });
  const word = new FirstWord(ana.page);
  await word.teaser.waitFor();
  expect(await violations(ana.page)).toEqual([]);
  await word.teaser.locator('.teaser-open').click();
  await ana.panel.getByRole('button', { name: 'Privacy', exact: true }).click();
  await ana.panel.getByRole('switch', { name: 'No messages to me' }).waitFor();
  expect(await violations(ana.page)).toEqual([]);
});

it('is written by an owner with the keyboard, sees how it looks, and mends what is missing', async () => {
  await business();
  const page = await stage.signedIn('Ben', { bypassCSP: true });
  await page.goto(`${app.url}/settings/websites/${stage.team.websiteId}`);
  await page.getByRole('link', { name: 'Proactive messages' }).click();
  await page.getByText('No messages yet').waitFor();
  await page.getByRole('link', { name: 'New message' }).click();
  await page.getByLabel('Where the address begins with').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Write what it says, in one language at least.').waitFor();
  await page.getByText('Say which page').waitFor();
  await page.getByLabel('English').focus();
  await page.keyboard.type('Need a hand?');
  await until(
    'the preview follows',
    async () => (await page.locator('.teaser-preview__note span').textContent()) === 'Need a hand?',
  );
  await page.getByRole('textbox', { name: 'Address' }).fill('/prices');
  expect(await page.getByLabel('Share of the page').isVisible()).toBe(false);
  await page.getByLabel('When some of the page was seen').check();
  expect(await page.getByLabel('Share of the page').isVisible()).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByRole('link', { name: 'Need a hand?' }).waitFor();
  expect(await page.locator('.proactive').textContent()).toMatch(/begins with “\/prices” · when 50 % of the page was seen/);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Switch off' }).press('Enter');
  await page.getByText('The message is switched off.').waitFor();
});
