import { type RunningApp, startApp } from '../kit/app';
import { PluginsFolder } from '../kit/plugin-bench';
import { Stage } from './stage/stage';

const script = `module.exports = ({ settings }) => ({ translator: {
  async translate({ texts }) { return { texts }; },
  async languages() {
    if (settings.apiKey !== 'the right key') throw new Error('The vendor does not know this key.');
    return [{ code: 'de' }, { code: 'fr' }];
  },
} });`;

const folder = new PluginsFolder();
let app: RunningApp;
let stage: Stage;
beforeAll(async () => {
  folder.write('translate-vendor', script, {
    name: 'Vendor',
    settings: {
      type: 'object',
      properties: { apiKey: { type: 'string', title: 'Key', secret: true } },
      required: ['apiKey'],
    },
  });
  app = await startApp({ env: { PLUGINS_DIR: folder.path } });
  stage = await Stage.bare(app);
  await stage.furnish(app, { Olu: 'owner', Adam: 'admin' });
}, 30_000);
afterAll(async () => {
  await stage.strike();
  folder.remove();
});
afterEach(() => stage.clear());

it.each([{ scripts: true }, { scripts: false }])(
  'an owner reads what a plugin declares, enables it, tests it, and ends it (scripts: $scripts)',
  async ({ scripts }) => {
    const page = await stage.signedIn('Olu', { javaScriptEnabled: scripts });
    const heading = (name: string) => page.getByRole('heading', { name });
    const press = (name: string) => page.getByRole('button', { name }).click();
    await page.goto(`${app.url}/settings/recipients`);
    await page.getByText('Nobody receives anything').waitFor();

    await page.getByRole('link', { name: 'Plugins', exact: true }).click();
    await page.getByRole('link', { name: 'Vendor', exact: true }).click();
    await heading('What it declares').waitFor();
    await page.getByText('What visitors and agents write').waitFor();
    await press('Enable Vendor');
    await page.getByText('Choose the country in which').waitFor();
    await page.getByText('This is needed.').waitFor();

    await page.getByLabel('Country of the recipient').selectOption('Portugal');
    await page.getByRole('textbox', { name: 'Key' }).fill('a wrong key');
    await press('Enable Vendor');
    await page.getByText('waits for your privacy notice').waitFor();
    await page.getByText('Test vendor (translation) receives').waitFor();
    await press('Publish this version');
    await heading('Its process').waitFor();
    expect(await page.getByRole('textbox', { name: 'Key' }).inputValue()).toBe('');
    await press('Test it');
    await page.getByText('The vendor does not know this key.').waitFor();

    await page.getByRole('textbox', { name: 'Key' }).fill('the right key');
    await press('Save changes');
    await page.getByText('Changes are saved.').waitFor();
    await press('Test it');
    await page.getByText('It works, with 2 languages.').waitFor();

    await page.getByRole('link', { name: 'Recipients', exact: true }).click();
    await heading('Test vendor').waitFor();
    await page.getByText('Portugal').waitFor();
    await page.getByRole('link', { name: 'translate-vendor' }).click();
    await press('Disable Vendor');
    await page.getByText('The plugin is disabled.').waitFor();
    await press('Forget settings');
    if (scripts) await page.getByRole('dialog').getByRole('button', { name: 'Forget settings' }).click();
    await page.getByText('The settings are deleted.').waitFor();
    await page.getByRole('link', { name: 'Recipients', exact: true }).click();
    await page.getByText('Nobody receives anything').waitFor();
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByText('Disabled translate-vendor').first().waitFor();
    expect(await page.content()).not.toContain('the right key');
  },
);

it('countries are chosen, and seen only where they matter', async () => {
  const page = await stage.signedIn('Olu');
  await page.goto(`${app.url}/settings/data`);
  const portugal = page.getByLabel('Portugal');
  expect(await portugal.isVisible()).toBe(false);
  await page.getByLabel('Chosen countries').check();
  await page.getByRole('button', { name: 'Save regions' }).click();
  await page.getByText('Tick at least one country.').waitFor();
  await portugal.check();
  await page.getByRole('button', { name: 'Save regions' }).click();
  await page.getByText('Changes are saved.').waitFor();
  expect(await portugal.isChecked()).toBe(true);
});

it('an admin reads along', async () => {
  const page = await stage.signedIn('Adam');
  await page.goto(`${app.url}/settings/plugins/translate-vendor`);
  await page.getByText('Only an owner of this workspace').waitFor();
  expect(await page.getByRole('button', { name: 'Enable Vendor' }).count()).toBe(0);
});
