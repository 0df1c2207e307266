import { SearchIndex } from '../../src/conversations/search/search-index';
import { startApp, type RunningApp } from '../kit/app';
import { filesUnder, tracesOf } from '../kit/bytes';
import { signIn } from '../kit/people';
import { day, keepFor, purge, purgeOf, takenBy } from '../kit/retention';
import { count } from '../kit/rows';
import { moveClock, Shop } from '../kit/shop';

let server: RunningApp;
beforeAll(async () => void (server = await startApp()));
afterAll(() => server.stop());

it('P25 past its time, data is gone: rows, files, search entries; and the dry run said exactly how much', async () => {
  const shop = await Shop.open(server);
  await shop.change({ collectsPages: true });
  const ana = await shop.visitor();
  const file = await ana.upload('zqbytesoflinden', 'zqlinden.txt');
  const { conversation } = await ana.say('My parcel zqhawthorn is late', { attachments: [file.body.id as string] });
  await ana.act('page.view', { url: 'https://shop.example/zqrowan', title: 'zqrowan' });
  await shop.answer(conversation, 'It left yesterday, zqmaple');
  await keepFor(server, shop, 'messages', 30);
  const words = ['zqbytesoflinden', 'zqlinden', 'zqhawthorn', 'zqrowan', 'zqmaple'];
  moveClock(server, 29 * day);
  expect((await purgeOf(server).dryRun(shop.workspaceId)).taken).toEqual({});
  await purge(server, shop);
  expect(await count(server, 'message')).toBe(2);
  moveClock(server, 2 * day);
  const plan = await purgeOf(server).dryRun(shop.workspaceId);
  expect(plan.taken.messages).toMatchObject({ conversation: 1, message: 2, attachment: 1, visitor: 1 });
  expect(await count(server, 'message')).toBe(2);
  expect(takenBy(await purge(server, shop))).toEqual(plan.taken);
  for (const table of ['message', 'conversation', 'attachment', 'visitor', 'page_view'])
    expect(await count(server, table)).toBe(0);
  const olu = await signIn(server, shop.team.people.Olu);
  expect((await olu.get('/search?q=zqhawthorn')).text).not.toContain(conversation);
  if (server.settings.DATABASE_URL) return;
  await server.app.get(SearchIndex, { strict: false }).catchUp();
  const files = filesUnder(server.settings.DATA_DIR);
  expect(files.size).toBeGreaterThan(1);
  expect(tracesOf(files, words)).toEqual([]);
});
