import { Inbox } from './inbox.mjs';
import { Shop } from './shop.mjs';

/** An owner enables the plugin of docs/write-a-plugin.md; then a visitor and an agent write, each in their language. */
export async function takePlugins(demo, browser, vendor, keep) {
  const olu = await Inbox.open(browser, demo, 'olu', { viewport: { width: 1120, height: 760 } });
  const { page, origin } = olu;
  const press = (name) => page.getByRole('button', { name }).click();
  await page.goto(`${origin}/settings/plugins/translate-acme`);
  await page.getByLabel('Country of the recipient').selectOption('Germany');
  await page.getByRole('textbox', { name: 'Address' }).fill(vendor.url);
  await page.getByRole('textbox', { name: 'Key' }).fill('a key');
  await press('Enable Acme');
  await press('Publish this version');
  await press('Test it');
  await page.getByText('It works, with 3 languages.').waitFor();
  await page.locator('.flash').waitFor({ state: 'hidden' });
  await keep('plugin', await olu.look());
  await keep('plugin-dark', await olu.look('dark'));

  await page.goto(`${origin}/settings/translation`);
  await page.locator('.plainlist__name').first().click();
  await page.getByRole('switch').first().check();
  await press('Save changes');
  await page.getByText('Changes are saved.').waitFor();
  await page.setViewportSize({ width: 1280, height: 760 });
  const lucie = await Shop.open(browser, `${demo.site}/loch-sofa`);
  await lucie.writes('Bonjour, le canapé Loch existe-t-il en velours vert ?');
  await lucie.isSent();
  await page.goto(`${origin}/inbox/open`);
  await olu.opens('velours vert');
  await page.getByText('Hello, is the Loch sofa available in green velvet?').first().waitFor();
  await olu.reply.fill('Yes, in three greens. Shall I send you samples?');
  await olu.reply.press('Enter');
  await lucie.reads('Voulez-vous que je vous envoie des échantillons');
  await lucie.writes('Et combien de temps faut-il pour le livrer à Lyon ?');
  await page.getByText('And how long does it take to deliver it to Lyon?').first().waitFor();
  await keep('translation', await olu.look());
  await keep('translation-dark', await olu.look('dark'));

  await page.goto(`${origin}/statistics`);
  await page.locator('bar-plot canvas').first().waitFor();
  await keep('statistics', await olu.look());
  await keep('statistics-dark', await olu.look('dark'));
}
