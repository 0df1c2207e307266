import type { Locator } from 'playwright-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/database/database';
import { ReadingLanguages } from '../../src/assist/translation/reading-languages';
import { WebsiteTranslation } from '../../src/assist/translation/website-translation.entity';
import { EventBus } from '../../src/events/event-bus';
import { startApp, type RunningApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import { writeTranslator } from '../kit/translation';
import { Stage } from './stage/stage';
import type { Visitor } from './stage/visitor';

/** Ana writes Portuguese, Ben reads German: each sees their own language, and the other's one click away. */
const folder = mkdtempSync(join(tmpdir(), 'parlour-plugins-'));
let app: RunningApp;
let stage: Stage;

beforeAll(async () => {
  writeTranslator(folder);
  app = await startApp({ env: { PLUGINS_DIR: folder } });
  stage = await Stage.bare(app);
  await stage.furnish(app, { Ben: 'owner', Cleo: 'agent' });
  const { workspaceId, websiteId, people } = stage.team;
  await enablePlugin(app, workspaceId, 'translate-test');
  await app.app.get(ReadingLanguages, { strict: false }).set(workspaceId, people.Ben.id, 'de');
  const on = { websiteId, workspaceId, translates: true, glossary: '' };
  await app.app.get(Database).transaction((tx) => tx.manager.save(WebsiteTranslation, on));
  app.app.get(EventBus).publish('translation.changed', { workspaceId });
}, 60_000);
afterAll(async () => {
  await stage.strike();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => stage.clear());

/** Ana opens the chat, in a browser that is set to French, and writes in Portuguese. */
async function asks(text: string): Promise<{ ana: Visitor; log: Locator; field: Locator }> {
  const ana = await stage.visitor({ locale: 'fr-FR' });
  await ana.page.getByRole('button', { name: 'Ouvrir le chat' }).click();
  const field = ana.panel.getByRole('textbox', { name: 'Message' });
  await field.fill(text);
  await field.press('Enter');
  return { ana, log: ana.panel.getByRole('log'), field };
}

it('lets two people talk who share no language', async () => {
  const ben = await stage.agent('Ben');
  const { log } = await asks('Olá, onde está a minha encomenda?');
  await ben.row('Olá, onde está').getByRole('link').click();
  await ben.reads('[pt>de] Olá, onde está a minha encomenda?');
  await ben.thread.getByText(/reads Portuguese\. Your replies are translated\./).waitFor();
  const original = ben.messages.locator('.bubble--original', { hasText: 'Olá, onde está a minha encomenda?' });
  expect(await original.isVisible()).toBe(false);
  await ben.messages.getByText('Translated from Portuguese').click();
  await original.waitFor();

  await ben.reply.fill('Ihre Bestellung ist gestern abgeschickt worden.');
  await ben.reply.press('Enter');
  await log.getByText('[de>pt] Ihre Bestellung ist gestern abgeschickt worden.', { exact: true }).waitFor();
  const written = log.getByText('Ihre Bestellung ist gestern abgeschickt worden.', { exact: true });
  expect(await written.isVisible()).toBe(false);
  await log.locator('summary').click();
  await written.waitFor();
  // Ben sees what she reads.
  await ben.messages.getByText('The visitor reads this in Portuguese').waitFor();
  expect(await original.isVisible()).toBe(true);
});

it('shows Cleo, who reads English, both of them in English', async () => {
  await asks('Bom dia, a minha encomenda ainda não chegou');
  const ben = await stage.agent('Ben');
  await ben.row('Bom dia').getByRole('link').click();
  await ben.reads('[pt>de] Bom dia, a minha encomenda ainda não chegou');
  await ben.reply.fill('Ihre Bestellung kommt morgen mit der Post.');
  await ben.reply.press('Enter');
  const cleo = await stage.agent('Cleo');
  await cleo.row('Ihre Bestellung kommt').getByRole('link').click();
  await cleo.reads('[pt>en] Bom dia, a minha encomenda ainda não chegou');
  await cleo.reads('[de>en] Ihre Bestellung kommt morgen mit der Post.');
});

it('stops where Ben says so, for both sides', async () => {
  const { ana, log, field } = await asks('Boa tarde, tenho uma pergunta sobre a entrega');
  const ben = await stage.agent('Ben');
  await ben.row('Boa tarde').getByRole('link').click();
  await ben.reads('[pt>de] Boa tarde, tenho uma pergunta sobre a entrega');
  await ben.thread.getByRole('button', { name: 'Stop translating' }).click();
  await ben.thread.getByText('Nothing is translated here.').waitFor();
  await field.fill('Só mais uma coisa, por favor');
  await field.press('Enter');
  await ben.reads('Só mais uma coisa, por favor');
  await ben.reply.fill('Das machen wir sehr gern für Sie.');
  await ben.reply.press('Enter');
  await log.getByText('Das machen wir sehr gern für Sie.', { exact: true }).waitFor();
  await ana.page.reload();
  await ana.page.getByRole('button', { name: 'Ouvrir le chat' }).click();
  await log.getByText('Das machen wir sehr gern für Sie.', { exact: true }).waitFor();
  expect(await log.getByText('[de>pt]').count()).toBe(0);
});
