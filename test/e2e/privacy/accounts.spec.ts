import type { Person } from '../../../src/privacy/privacy.types';
import { startApp, type RunningApp } from '../../kit/app';
import { filesUnder, rowsOnPostgres, tracesOf } from '../../kit/bytes';
import { erase, erasuresOf, exported, recordsIn } from '../../kit/rights';
import { count } from '../../kit/rows';
import { Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
beforeEach(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterEach(() => server.stop());

const personOf = (name: 'Olu' | 'Ben'): Person => ({
  workspaceId: shop.workspaceId,
  kind: 'account',
  id: shop.as(name).account.id,
});

it('has in the copy of an account what it is, where it works and what it wrote, and nothing that visitors wrote', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Where is my zqorder?');
  await shop.answer(conversation, 'On its way');
  const files = await exported(server, personOf('Ben'));
  expect(recordsIn(files, 'account')[0]!.values).toMatchObject({ name: 'Ben', email: 'ben@alder.example' });
  expect(recordsIn(files, 'member')).toHaveLength(1);
  expect(recordsIn(files, 'message').map(({ values }) => values.body)).toContain('On its way');
  const all = [...files.values()].map(String).join();
  expect(all).not.toMatch(/zqorder|\$argon2|olu@alder/);
});

it('leaves the workspace its conversations under “former agent”, and nothing of the account', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  await shop.does(conversation, 'assignment', { accountId: 'me' });
  await shop.answer(conversation, 'On its way');
  const browser = await shop.browser('Ben');
  const id = await erase(server, personOf('Ben'));
  const files = new Map([...filesUnder(server.settings.DATA_DIR), ...(await rowsOnPostgres(server.settings.DATABASE_URL))]);
  expect(tracesOf(files, ['ben@alder.example'])).toEqual([]);
  expect((await browser.get('/inbox/open')).status).not.toBe(200);
  const page = await (await shop.browser('Olu')).get(`/inbox/open/${conversation}`);
  expect(page.text).toContain('On its way');
  expect(page.text).toContain('Former agent');
  expect(page.text).not.toMatch(/\bBen\b/);
  expect(await count(server, 'conversation', "id = ? AND assignee_id = ''", [conversation])).toBe(1);
  const { certificate } = await erasuresOf(server).certificate(id);
  expect(certificate.erased).toMatchObject({ account: 1, member: 1 });
  expect(certificate.kept).toContainEqual(expect.objectContaining({ store: 'message', basis: 'legitimate-interest' }));
  expect((await ana.resume(0)).messages).toHaveLength(2);
});

it('does not leave a workspace without an owner', async () => {
  await expect(erasuresOf(server).begin(personOf('Olu'))).rejects.toMatchObject({ code: 'erasure.last_owner' });
  expect((await erasuresOf(server).dryRun(personOf('Olu'))).lastOwnerOf).toEqual(['Alder']);
  expect(await count(server, 'erasure')).toBe(0);
  expect((await (await shop.browser('Olu')).get('/inbox/open')).status).toBe(200);
});
