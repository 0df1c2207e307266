import { paper } from './stage/files';
import { password } from '../kit/people';
import { Stage } from './stage/stage';

/** No mouse: what is done here is done by keys alone. */
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

it('an agent signs in, opens, answers, notes, closes and searches', async () => {
  const ana = await stage.visitor();
  await ana.writes('A table for eight');
  const page = await stage.page();
  const { keyboard } = page;
  const at = (name: string) =>
    page.waitForFunction((label) => document.activeElement?.closest('a, button, summary')?.textContent?.includes(label), name);
  await page.goto(`${stage.server.url}/inbox`);
  await keyboard.type(stage.team.people.Ben!.email);
  await keyboard.press('Tab');
  await keyboard.type(password);
  await keyboard.press('Enter');
  await page.getByText('A table for eight').waitFor();
  await keyboard.press('j');
  await at('A table for eight');
  await keyboard.press('Enter');
  await page.locator('#thread .bubble', { hasText: 'A table for eight' }).waitFor();
  await keyboard.press('r');
  await keyboard.type('In oak or ash?');
  await keyboard.press('Enter');
  await ana.reads('In oak or ash?');
  await keyboard.press('Escape');
  await keyboard.press('n');
  await keyboard.type('Eight means ten.');
  await keyboard.press('Enter');
  await page.locator('.message--note:not(.message--pending)', { hasText: 'Eight means ten.' }).waitFor();
  await keyboard.press('Escape');
  await keyboard.press('a');
  await at('Assign to me');
  await keyboard.press('Escape');
  await keyboard.press('e');
  await page.getByText('Ben closed the conversation').waitFor();
  await keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await keyboard.press('Escape');
  await keyboard.press('/');
  await keyboard.type('eight');
  await keyboard.press('Enter');
  await page.locator('.result').first().waitFor();
  expect(await page.locator('.result mark').allTextContents()).toEqual(expect.arrayContaining(['eight']));
});

it('a visitor opens, writes, attaches and closes', async () => {
  const ana = await stage.visitor();
  const { keyboard } = ana.page;
  // Asked for well before the key: the browser would otherwise open its own dialog, which keys and requests reach by different ways.
  const chooser = ana.page.waitForEvent('filechooser');
  await ana.launcher.waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await ana.panel.waitFor();
  await keyboard.type('With this');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await (await chooser).setFiles([paper('plan.pdf')]);
  await ana.panel.getByText('plan.pdf').waitFor();
  await ana.panel.getByRole('progressbar').waitFor({ state: 'hidden' });
  await keyboard.press('Enter');
  await ana.sees('Sent');
  await ana.log.getByRole('button', { name: 'plan.pdf' }).waitFor();
  await keyboard.press('Escape');
  await ana.panel.waitFor({ state: 'hidden' });
  await keyboard.press('Enter');
  await ana.panel.waitFor();
});
