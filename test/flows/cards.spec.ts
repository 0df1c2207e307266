import { type RunningApp, startApp } from '../kit/app';
import { PluginsFolder } from '../kit/plugin-bench';
import { enablePlugin } from '../kit/plugins';
import { focused } from './stage/keys';
import { Stage } from './stage/stage';

/** The first time somebody looks, the shop is down. */
const script = `let asked = 0;
module.exports = () => ({ cardProvider: {
  async card() {
    if (!asked++) throw Object.assign(new Error('down'), { name: 'PluginError', retry: true });
    const rows = [{ label: 'Order 1042', value: 'Sent yesterday', url: 'https://shop.example/orders/1042' }, { label: 'Since', value: '2024' }];
    return { title: 'Orders', rows, buttons: [{ id: 'resend', label: 'Send the invoice again' }, { id: 'hold', label: 'Hold' }] };
  },
  async press({ buttonId }) { return { message: buttonId === 'resend' ? 'The invoice is on its way again.' : 'Held.' }; },
} });`;

const folder = new PluginsFolder();
let app: RunningApp;
let stage: Stage;
beforeAll(async () => {
  folder.write('card-shop', script, {
    name: 'Shop',
    provides: ['cardProvider'],
    widget: { text: 'Pay in three parts.', link: { label: 'How it works', url: 'https://pay.example/parts' } },
    privacy: { ...folder.write('card-unused', script).privacy, kind: 'support', fields: ['visitor.email'] },
  });
  app = await startApp({ env: { PLUGINS_DIR: folder.path } });
  stage = await Stage.bare(app);
  await stage.furnish(app, { Ben: 'owner' });
  await enablePlugin(app, stage.team.workspaceId, 'card-shop');
}, 30_000);
afterAll(async () => {
  await stage.strike();
  folder.remove();
});
afterEach(() => stage.clear());

it('a visitor reads what a plugin says, and an agent what it knows: tried again after a failure, and pressed', async () => {
  const ana = await stage.visitor();
  await ana.opens();
  await ana.panel.getByText('Pay in three parts.').waitFor();
  const link = ana.panel.getByRole('link', { name: 'How it works' });
  expect(await link.getAttribute('rel')).toContain('noopener');
  expect(await link.getAttribute('href')).toBe('https://pay.example/parts');
  await ana.writes('Where is my order?');

  const ben = await stage.agent('Ben');
  await ben.opens('Where is my order?');
  await ben.thread.getByText('Shop did not answer.').waitFor();
  await ben.thread.getByRole('link', { name: 'Try again' }).click();
  const card = ben.thread.getByRole('region', { name: 'Orders' });
  await card.getByText('Sent yesterday').waitFor();
  expect(await card.getByRole('link', { name: 'shop.example' }).getAttribute('rel')).toBe('noopener noreferrer');
  await card.getByRole('button', { name: 'Send the invoice again' }).focus();
  await ben.page.keyboard.press('Enter');
  await card.getByText('The invoice is on its way again.').waitFor();
  expect(await focused(ben.page)).toBe('Send the invoice again');
  await card.getByText('Sent yesterday').waitFor();

  // What arrives meanwhile leaves the card as it is.
  await ana.writes('Hello?');
  await ben.reads('Hello?');
  expect(await card.getByText('The invoice is on its way again.').isVisible()).toBe(true);
});
