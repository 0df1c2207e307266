import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../kit/app';
import { unguarded, violations } from './stage/axe';
import { paper, picture } from './stage/files';
import { Stage } from './stage/stage';

let app: RunningApp;
let stage: Stage;
beforeAll(async () => {
  app = await startApp({ flags: [] });
  stage = await Stage.bare(app);
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

it('before anybody is there', async () => {
  const page = await stage.page(unguarded);
  await page.goto(readFileSync(join(app.settings.DATA_DIR, 'setup-link'), 'utf8').trim());
  expect(await violations(page)).toEqual([]);
  await page.goto(`${app.url}/setup`);
  expect(await violations(page)).toEqual([]);
  await stage.furnish(app, { Ben: 'owner', Cleo: 'agent' });
});

it.each([
  '/sign-in',
  '/nowhere',
  '/invitations/nothing',
  '/inbox/mine',
  '/inbox/closed',
  '/inbox/open',
  '/inbox/search',
  '/inbox/search?q=nothing',
  '/settings/workspace',
  '/settings/websites',
  '/settings/websites/WEBSITE',
  '/settings/websites/WEBSITE/install',
  '/settings/agents',
  '/settings/outbox',
  '/settings/plugins',
  '/settings/plugins/payment-manual',
  '/settings/plugins/translate-libretranslate',
  '/settings/data',
  '/settings/recipients',
  '/settings/disclosures',
  '/settings/audit',
  '/settings/consent?check=receipts',
  '/you/choices',
  '/cookies',
  '/settings/writing',
  '/settings/privacy',
  '/settings/identity',
  '/settings/identity/operator',
  '/privacy',
  '/privacy/notice',
  '/privacy/papers/records',
  '/privacy/papers/agreement',
  '/privacy/papers/checklist',
  '/privacy/breaches',
  '/privacy/WORKSPACE?language=ar',
  '/privacy/cases',
  '/privacy/holds',
  '/privacy/authority',
  '/privacy/WORKSPACE/request',
  '/styleguide',
])('a page: %s', async (path) => {
  const page = path === '/sign-in' ? await stage.page(unguarded) : await stage.signedIn('Ben', unguarded);
  await page.goto(app.url + path.replace('WEBSITE', stage.team.websiteId).replace('WORKSPACE', stage.team.workspaceId));
  expect(await violations(page)).toEqual([]);
});

it('an invitation, its link and its mail', async () => {
  const page = await stage.signedIn('Ben', unguarded);
  await page.goto(`${app.url}/settings/agents`);
  await page.getByRole('textbox', { name: 'Email' }).fill('dora@alder.example');
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  const link = await page.locator('.notice .code__text').textContent();
  expect(await violations(page)).toEqual([]);
  await page.goto(`${app.url}/settings/outbox`);
  await page.getByRole('link', { name: 'Join Alder on live chat' }).click();
  await page.getByRole('link', { name: 'All mails' }).waitFor();
  expect(await violations(page)).toEqual([]);
  const guest = await stage.page(unguarded);
  await guest.goto(link!.trim());
  expect(await violations(guest)).toEqual([]);
});

it('help with writing: its menu, and what it would change', async () => {
  const ana = await stage.visitor(unguarded);
  await ana.writes('When does it arrive?');
  const ben = await stage.agent('Ben', unguarded);
  await ben.opens('When does it arrive?');
  await ben.reply.fill('Your parcell will arrive the the day after tomorrow.');
  await ben.thread.getByText('Help me write').click();
  await ben.thread.getByRole('button', { name: 'Check spelling' }).waitFor();
  expect(await violations(ben.page)).toEqual([]);
  await ben.thread.getByRole('button', { name: 'Check spelling' }).click();
  await ben.thread.getByRole('button', { name: 'Accept' }).waitFor();
  expect(await violations(ben.page)).toEqual([]);
});

it('a conversation with everything in it, from both sides', async () => {
  const ana = await stage.visitor(unguarded);
  await ana.attaches(await picture('sofa.png'), paper('receipt.pdf'));
  await ana.writes('This one, see https://alder.example');
  const ben = await stage.agent('Ben', unguarded);
  await ben.opens('This one, see https://alder.example');
  await ben.answers('It left this morning.');
  await ben.notes('She is in a hurry.');
  const tag = ben.thread.getByRole('combobox', { name: 'Add a tag' });
  await tag.fill('delivery');
  await tag.press('Enter');
  await ben.thread.getByRole('button', { name: 'Remove tag delivery' }).waitFor();
  await ana.reads('It left this morning.');
  expect(await violations(ben.page)).toEqual([]);
  expect(await violations(ana.page)).toEqual([]);
  await ben.thread.locator('.head summary').click();
  expect(await violations(ben.page)).toEqual([]);
  await ben.page.keyboard.press('Escape');
  await ben.page.keyboard.press('Escape');
  await ben.page.goto(`${app.url}/inbox/search?q=morning`);
  expect(await violations(ben.page)).toEqual([]);
});
