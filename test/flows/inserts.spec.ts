import { type RunningApp, startApp } from '../kit/app';
import { PluginsFolder } from '../kit/plugin-bench';
import { enablePlugin } from '../kit/plugins';
import type { Agent } from './stage/agent';
import { unguarded, violations } from './stage/axe';
import { Stage } from './stage/stage';

/** A shop whose plugin answers when the file of its own test says so: by what the agent types. */
const script = `const held = [];
module.exports = () => ({ composerAction: {
  list: async () => [
    { id: 'hours', label: 'Opening hours' },
    { id: 'track', label: 'Tracking link', input: { label: 'Order number', placeholder: '1042' } },
  ],
  async run({ actionId, input }) {
    if (actionId === 'hours') return { text: 'We are open from 9 to 5.' };
    if (input === 'go') return held.splice(0).forEach((go) => go()), { message: 'Gone.' };
    if (input === 'slow') await new Promise((go) => held.push(go));
    if (input === 'broken') throw Object.assign(new Error('broken'), { retry: false });
    if (input === 'none') return { message: 'There is no such order.' };
    return { text: 'https://shop.example/track/' + input };
  },
} });`;

const folder = new PluginsFolder();
let app: RunningApp;
let stage: Stage;
beforeAll(async () => {
  folder.write('composer-shop', script, {
    name: 'Shop',
    provides: ['composerAction'],
    privacy: { ...folder.write('composer-unused', script).privacy, recipient: 'Alder Shop Ltd', kind: 'support' },
  });
  app = await startApp({ env: { PLUGINS_DIR: folder.path } });
  stage = await Stage.bare(app);
  await stage.furnish(app, { Ben: 'owner' });
  await enablePlugin(app, stage.team.workspaceId, 'composer-shop');
}, 60_000);
afterAll(async () => {
  await stage.strike();
  folder.remove();
});
afterEach(() => stage.clear());

async function begins(question: string, options = {}) {
  const ana = await stage.visitor();
  await ana.writes(question);
  const ben = await stage.agent('Ben', options);
  await ben.opens(question);
  return { ana, ben, panel: ben.thread.getByRole('region', { name: 'Insert into your text' }) };
}
const focused = ({ page }: Agent, selector: string, said = '') =>
  page.waitForFunction(
    ([wanted, words]) => document.activeElement?.matches(wanted) && document.activeElement.textContent.includes(words),
    [selector, said],
  );
const field = 'textarea.composer__body';
/** From the field to the menu and into it, with keys alone. */
async function opensMenu(ben: Agent): Promise<void> {
  const { page } = ben;
  await ben.reply.focus();
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.matches('.composer__insert > summary'))) break;
  }
  await page.keyboard.press('Enter');
  await focused(ben, '.menu__item', 'Opening hours');
}
async function asks(ben: Agent, input: string): Promise<void> {
  await opensMenu(ben);
  await ben.page.keyboard.press('ArrowDown');
  await ben.page.keyboard.press('Enter');
  await focused(ben, '.inserts input');
  await ben.page.keyboard.type(input);
  await ben.page.keyboard.press('Enter');
}

it('puts a text at the caret, with keys alone: undone, done again, and sent by Ben only', async () => {
  const { ana, ben } = await begins('When are you open?');
  const { page } = ben;
  await ben.reply.fill('Hello Ana. Bye');
  await ben.reply.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(10, 10));
  await opensMenu(ben);
  await page.keyboard.press('Enter');
  await ben.thread.getByText('Opening hours is in your text').waitFor({ state: 'attached' });
  await focused(ben, field);
  const whole = 'Hello Ana. We are open from 9 to 5. Bye';
  expect(await ben.reply.inputValue()).toBe(whole);
  await page.keyboard.press('Control+z');
  expect(await ben.reply.inputValue()).toBe('Hello Ana. Bye');
  await page.keyboard.press('Control+Shift+z');
  expect(await ben.reply.inputValue()).toBe(whole);
  expect(await ana.said).toEqual(['When are you open?']);
  await page.keyboard.press('Enter');
  await ana.reads(whole);
});

it('asks for a line first: Enter answers it, and sends no message', async () => {
  const { ana, ben, panel } = await begins('Where is my order?');
  await ben.reply.fill('Follow it at');
  await asks(ben, '1042');
  await panel.waitFor({ state: 'hidden' });
  expect(await ben.reply.inputValue()).toBe('Follow it at https://shop.example/track/1042');
  expect(await ana.said).toEqual(['Where is my order?']);
});

it('lets Ben write on while the plugin takes its time, and loses nothing of it', async () => {
  const { ben, panel } = await begins('Is it late?');
  const { page } = ben;
  await asks(ben, 'slow');
  await panel.getByText('Asking Shop. Go on writing.').waitFor();
  await focused(ben, field);
  await page.keyboard.type('Let me look. ');
  expect(await ben.reply.inputValue()).toBe('Let me look. ');
  const { status } = await page.evaluate(async () => {
    const body = JSON.stringify({ input: 'go' });
    const headers = { 'Content-Type': 'application/json' };
    return fetch(`/inbox/conversations/${location.pathname.split('/').pop()}/inserts/composer-shop/track`, {
      method: 'POST',
      headers,
      body,
    }).then(({ status }) => ({ status }));
  });
  expect(status).toBe(200);
  await panel.waitFor({ state: 'hidden' });
  await page.keyboard.type(' It is here.');
  expect(await ben.reply.inputValue()).toBe('Let me look. https://shop.example/track/slow It is here.');
});

it('gives Ben a sentence where there is nothing to insert, and is left with Escape', async () => {
  const { ben, panel } = await begins('And my other order?');
  await ben.reply.fill('One moment');
  await asks(ben, 'none');
  await panel.getByText('There is no such order.').waitFor();
  await panel.getByRole('button', { name: 'Insert' }).waitFor();
  await ben.page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  expect(await ben.reply.inputValue()).toBe('One moment');
  await focused(ben, field);
});

it('says so if the plugin fails, keeps the text, and can be tried again', async () => {
  const { ben, panel } = await begins('Hello?');
  await ben.reply.fill('One moment');
  await asks(ben, 'broken');
  await panel.getByText('The plugin did not answer as it should. Your text is as it was.', { exact: false }).waitFor();
  expect(await ben.reply.inputValue()).toBe('One moment');
  await panel.getByLabel('Order number').fill('7');
  await panel.getByRole('button', { name: 'Try again' }).click();
  await panel.waitFor({ state: 'hidden' });
  expect(await ben.reply.inputValue()).toBe('One moment https://shop.example/track/7');
});

it('does not follow Ben to the next conversation', async () => {
  const { ben, panel } = await begins('First question');
  await asks(ben, 'slow');
  await panel.getByText('Asking Shop. Go on writing.').waitFor();
  const bo = await stage.visitor();
  await bo.writes('Second question');
  await ben.opens('Second question');
  await panel.waitFor({ state: 'hidden' });
  expect(await ben.reply.inputValue()).toBe('');
});

it('is there for everybody: the menu, the line that is asked for, a failure', async () => {
  const { ben, panel } = await begins('Can everybody use it?', unguarded);
  await opensMenu(ben);
  expect(await violations(ben.page)).toEqual([]);
  await ben.page.keyboard.press('Escape');
  await asks(ben, 'broken');
  await panel.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await violations(ben.page)).toEqual([]);
  const [composer, inside] = await Promise.all([ben.thread.locator('.composer').boundingBox(), panel.boundingBox()]);
  expect(inside!.x + inside!.width).toBeLessThanOrEqual(composer!.x + composer!.width);
});

it('waits for a word that is being put together', async () => {
  const { ben, panel } = await begins('Does it wait?');
  await ben.reply.fill('日');
  await ben.reply.dispatchEvent('compositionstart');
  const answered = ben.page.waitForResponse((response) => response.url().endsWith('/inserts/composer-shop/hours'));
  await ben.thread.locator('.composer__insert > summary').click();
  await ben.thread.getByRole('button', { name: 'Opening hours' }).click();
  await (await answered).finished();
  expect(await panel.isVisible()).toBe(true);
  expect(await ben.reply.inputValue()).toBe('日');
  await ben.reply.dispatchEvent('compositionend');
  await panel.waitFor({ state: 'hidden' });
  expect(await ben.reply.inputValue()).toBe('日 We are open from 9 to 5.');
});
