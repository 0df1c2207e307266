import type { Page } from 'playwright-core';
import { type RunningApp, startApp } from '../kit/app';
import { PluginsFolder } from '../kit/plugin-bench';
import { enablePlugin } from '../kit/plugins';
import { delivered } from '../kit/until';
import { unguarded, violations } from './stage/axe';
import { focused, tabTo } from './stage/keys';
import { Stage } from './stage/stage';

/** No mouse: an owner looks after plugins by keys alone, always sees where they are, and loses their place nowhere. */
const translator = `module.exports = ({ settings }) => ({ translator: {
  async translate({ texts }) { return { texts }; },
  async languages() {
    if (settings.apiKey !== 'the right key') throw new Error('The vendor does not know this key.');
    return [{ code: 'de' }];
  },
} });`;
const register = `module.exports = ({ settings }) => ({ eventHandler: { async handle() {
  if (!settings.open) throw Object.assign(new Error('The register is closed.'), { retry: false });
} } });`;

const folder = new PluginsFolder();
let app: RunningApp;
let stage: Stage;
let page: Page;

beforeAll(async () => {
  const apiKey = { type: 'string', title: 'API key', secret: true } as const;
  folder.write('translate-vendor', translator, {
    name: 'Vendor',
    settings: { type: 'object', properties: { apiKey }, required: ['apiKey'] },
  });
  folder.write('events-register', register, {
    name: 'Register',
    provides: ['eventHandler'],
    events: ['message.posted'],
    settings: { type: 'object', properties: { open: { type: 'boolean', title: 'The register is open' } } },
  });
  folder.write('translate-crash', 'process.exit(1)', { name: 'Crash' });
  folder.write('translate-broken', translator, { engine: '^9.0' });
  app = await startApp({ env: { PLUGINS_DIR: folder.path } });
  stage = await Stage.bare(app);
  await stage.furnish(app, { Olu: 'owner' });
}, 30_000);
afterAll(async () => {
  await stage.strike();
  folder.remove();
});
beforeEach(async () => {
  page = await stage.signedIn('Olu', unguarded);
});
afterEach(() => stage.clear());

const press = async (name: string) => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
const type = async (field: string, text: string) => {
  await tabTo(page, field);
  await page.keyboard.type(text);
};

it('enables a plugin, fills in its settings, tests it and disables it', async () => {
  // As on a small notebook: what came of a form at the end of the page would be out of sight.
  await page.setViewportSize({ width: 1280, height: 560 });
  await page.goto(`${app.url}/settings/plugins`);
  await press('Vendor');
  await page.getByRole('heading', { name: 'What it declares' }).waitFor();
  await press('Enable Vendor');
  await page.getByText('This is needed.').waitFor();

  await type('Country of the recipient', 'Portugal');
  await type('API key', 'a wrong key');
  await press('Enable Vendor');
  await page.getByRole('heading', { name: 'To be published' }).waitFor();
  await press('Publish this version');
  await page.getByText('The new version is published, and the plugin runs.').waitFor();
  await page.waitForFunction(() => document.querySelector('h1')!.getBoundingClientRect().top >= 0);

  await press('Test it');
  await page.getByText('The vendor does not know this key.').waitFor();
  expect(await focused(page)).toBe('Test it');

  await type('API key', 'the right key');
  await press('Save changes');
  await page.getByText('Changes are saved.').waitFor();
  await press('Test it');
  await page.getByText('It works, with 1 language.').waitFor();
  expect(await focused(page)).toBe('Test it');
  await press('Choose what is translated');
  await page.getByText('Translated by Vendor.').waitFor();

  await page.goto(`${app.url}/settings/plugins/translate-vendor`);
  await press('Disable Vendor');
  await page.getByText('The plugin is disabled.').waitFor();
  await press('Forget settings');
  await page.getByRole('dialog').getByRole('button', { name: 'Forget settings' }).waitFor();
  await press('Forget settings');
  await page.getByText('The settings are deleted.').waitFor();
});

it('reads a sheet and the faults of a form that axe-core has nothing against', async () => {
  await page.goto(`${app.url}/settings/plugins/translate-vendor`);
  expect(await violations(page)).toEqual([]);
  await press('Enable Vendor');
  await page.getByText('This is needed.').waitFor();
  expect(await violations(page)).toEqual([]);
});

it('reads what was not delivered, mends the plugin, and sends it again', async () => {
  await enablePlugin(app, stage.team.workspaceId, 'events-register');
  const ana = await stage.visitor();
  await ana.writes('Where is my order?');
  await delivered(app);

  await page.goto(`${app.url}/settings/plugins`);
  await page.getByText('1 event was not delivered.').waitFor();
  expect(await violations(page)).toEqual([]);
  await press('Register');
  await page.getByRole('heading', { name: 'Undelivered events' }).waitFor();
  await page.getByText('A message is written').first().waitFor();
  expect(await violations(page)).toEqual([]);

  await tabTo(page, 'The register is open');
  await page.keyboard.press('Space');
  await press('Save changes');
  await page.getByText('Changes are saved.').waitFor();
  await press('Send again');
  await page.getByText('It is sent again.').waitFor();
  await delivered(app);
  await page.reload();
  await page.getByRole('heading', { name: 'Its process' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Undelivered events' }).count()).toBe(0);
});

it('reads why a plugin does not start, and that it wrote nothing', async () => {
  await enablePlugin(app, stage.team.workspaceId, 'translate-crash');
  await page.goto(`${app.url}/settings/plugins/translate-crash`);
  await press('Test it');
  await page.locator('.trial--failed').waitFor();
  await page.getByRole('heading', { name: 'Crash In trouble' }).waitFor();
  await page.getByText('Its author can mend it').waitFor();
  await page.getByText('It has written nothing.').waitFor();
  expect(await focused(page)).toBe('Test it');
  expect(await violations(page)).toEqual([]);
});

it.each([
  '/settings/plugins/translate-broken',
  '/settings/data',
  '/settings/recipients',
  '/settings/disclosures',
  '/settings/translation',
  '/settings/translation/WEBSITE',
  '/settings/writing',
  '/settings/mail',
  '/statistics',
  '/statistics/choice',
  '/you/reading',
])('shows on every step of %s where it is', async (path) => {
  await page.goto(app.url + path.replace('WEBSITE', stage.team.websiteId));
  expect(await violations(page)).toEqual([]);
  // Round the page, back to its first link.
  await tabTo(page, 'Skip to');
  await tabTo(page, 'Skip to');
});
