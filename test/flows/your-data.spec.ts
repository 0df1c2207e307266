import type { Page } from 'playwright-core';
import { Stage } from './stage/stage';
import type { Visitor } from './stage/visitor';

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

async function openData(ana: Visitor): Promise<void> {
  await ana.panel.getByRole('button', { name: 'Privacy', exact: true }).click();
  await ana.panel.getByRole('heading', { name: 'Your data', level: 3 }).waitFor();
}
const right = (ana: Visitor, name: string) =>
  ana.panel.locator('details.right', { has: ana.page.getByText(name, { exact: true }) });
const opens = (ana: Visitor, name: string) => right(ana, name).locator('summary').first().click();
const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage));

it('is there before somebody writes, says that nothing is held, and makes nothing of the look', async () => {
  const ana = await stage.visitor(phone);
  await ana.opens();
  const asked: string[] = [];
  ana.page.on('request', (request) => asked.push(request.url()));
  await openData(ana);
  await ana.panel.getByText('Nothing is held on you here.', { exact: false }).waitFor();
  expect(asked.filter((url) => /visitors|privacy\b/.test(new URL(url).pathname.replace('/widget/privacy-', '/')))).toEqual([]);
  expect(await stored(ana.page)).toEqual([]);
});

it('is erased on a phone with three taps, and the widget is as if nobody had been here', async () => {
  const ana = await stage.visitor(phone);
  await ana.writes('Where is my order?');
  await openData(ana);
  await opens(ana, 'Erase my data');
  const row = right(ana, 'Erase my data');
  await row.getByText('Messages: 1').waitFor();
  await row.getByRole('button', { name: 'Erase it for good' }).tap();
  await ana.panel.getByText('Your data is erased.').waitFor();
  expect(await ana.panel.getByRole('link', { name: 'Certificate' }).getAttribute('href')).toMatch(
    /\/certificates\/[0-9a-z]{26}\?language=en$/,
  );
  await ana.panel.getByRole('button', { name: 'Back to the chat' }).tap();
  expect(await ana.said).toEqual([]);
  expect(await stored(ana.page)).toEqual([]);
  await ana.writes('Hello again');
  expect(await ana.said).toEqual(['Hello again']);
});

it('is downloaded from within the widget', async () => {
  const ana = await stage.visitor();
  await ana.writes('Where is my order?');
  await openData(ana);
  await opens(ana, 'Download my data');
  const row = right(ana, 'Download my data');
  await row.getByRole('button', { name: 'Get it together' }).click();
  const download = row.getByRole('button', { name: 'Download', exact: true });
  await download.waitFor();
  const [file] = await Promise.all([ana.page.waitForEvent('download'), download.click()]);
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
});

it('is corrected, limited and asked about by keyboard alone', async () => {
  const ana = await stage.visitor();
  await ana.writes('Where is my order?');
  const { keyboard } = ana.page;
  const focused = () =>
    ana.page.evaluate(() => {
      const active = document.querySelector('parlour-chat')!.shadowRoot!.activeElement;
      return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
    });
  const tabTo = async (name: string) => {
    for (let step = 0; step < 40; step++) {
      if ((await focused()).trim() === name) return;
      await keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not reach "${name}".`);
  };
  await tabTo('Privacy');
  await keyboard.press('Enter');
  await ana.panel.getByText('Correct my details').waitFor();
  await tabTo('Correct my details');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.type('Ana Silva');
  await tabTo('Save');
  await keyboard.press('Enter');
  await ana.panel.getByText('Saved, and passed on', { exact: false }).waitFor();
  await tabTo('Only store my data');
  await keyboard.press('Enter');
  await tabTo('Only store it');
  await keyboard.press('Enter');
  await ana.panel.getByText('If you end this', { exact: false }).waitFor();
  await tabTo('Ask about my data');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.type('What do you hold?');
  await tabTo('Send');
  await keyboard.press('Enter');
  await ana.panel.getByText('We have it.', { exact: false }).waitFor();
  await tabTo('My requests');
  await keyboard.press('Enter');
  await ana.panel.getByText('We have your request').waitFor();
});
