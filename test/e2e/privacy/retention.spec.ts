import { SearchIndex } from '../../../src/conversations/search/search-index';
import { StandingService } from '../../../src/privacy/standing.service';
import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import { filesUnder, tracesOf } from '../../kit/bytes';
import { day, keepFor, purge, purgeOf, takenBy } from '../../kit/retention';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
beforeEach(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  await shop.change({ collectsPages: true, collectsBrowser: true, collectsContact: true });
});
afterEach(() => server.stop());

const rowOf = async (table: string, where: string, value: string) =>
  (await rowsOf(server, `SELECT * FROM ${table} WHERE ${where} = ?`, [value]))[0];

it('takes conversations whose time is over, with everything that hangs on them, and says before how much', async () => {
  await keepFor(server, shop, 'messages', 30);
  const ana = await shop.visitor();
  const file = await ana.upload('zqfilebytes', 'zqname.txt');
  const { conversation } = await ana.say('Where is my zqparcel?', { attachments: [file.body.id as string] });
  await ana.act('page.view', { url: 'https://shop.example/zqpage', title: 'zqtitle' });
  await shop.answer(conversation, 'It is on its way, zqanswer');
  moveClock(server, 31 * day);
  const bo = await shop.visitor();
  await bo.say('Hello');
  const plan = await purgeOf(server).dryRun(shop.workspaceId);
  const run = await purge(server, shop);
  expect(takenBy(run)).toEqual(plan.taken);
  expect(plan.taken.messages).toMatchObject({ conversation: 1, message: 2, attachment: 1, visitor: 1, page_view: 1 });
  for (const [table, left] of [
    ['conversation', 1],
    ['message', 1],
    ['attachment', 0],
    ['visitor', 1],
    ['page_view', 0],
  ] as const)
    expect({ table, left: await count(server, table) }).toEqual({ table, left });
  if (!server.settings.DATABASE_URL) {
    await server.app.get(SearchIndex, { strict: false }).catchUp();
    const traces = tracesOf(filesUnder(server.settings.DATA_DIR), ['zqfilebytes', 'zqname', 'zqparcel', 'zqanswer', 'zqpage']);
    expect(traces).toEqual([]);
  }
  expect((await (await shop.browser('Ben')).get('/search?q=zqparcel')).text).not.toContain(conversation);
  expect(await purgeOf(server).dryRun(shop.workspaceId)).toMatchObject({ taken: {} });
});

it('takes old messages out of a conversation that goes on, and leaves its line of the inbox right', async () => {
  await keepFor(server, shop, 'messages', 30);
  const ana = await shop.visitor();
  const { conversation } = await ana.say('First');
  await ana.say('Second');
  moveClock(server, 20 * day);
  await ana.say('Third');
  moveClock(server, 15 * day);
  const ben = await agentSocket(await shop.browser('Ben'));
  ben.send({ event: 'thread.open', data: { conversation } });
  await ben.next('presence');
  const before = await rowOf('conversation', 'id', conversation);
  expect(before).toMatchObject({ unread: 3, preview: 'Third' });
  const plan = await purgeOf(server).dryRun(shop.workspaceId);
  expect(plan.taken.messages).toEqual({ message: 2 });
  expect(takenBy(await purge(server, shop))).toEqual(plan.taken);
  expect(await rowOf('conversation', 'id', conversation)).toMatchObject({
    unread: 1,
    attention: 1,
    preview: 'Third',
    last_seq: 3,
  });
  const counts = await rowsOf<{ total: number }>(
    server,
    "SELECT total FROM inbox_count WHERE status = 'open' AND assignee_id = ''",
  );
  expect(counts).toEqual([{ total: 1 }]);
  expect((await ana.resume(0)).messages.map(({ body }: { body: string }) => body)).toEqual(['Third']);
  const { seq } = await ana.say('Fourth');
  expect(seq).toBe(4);
  await ben.close();
});

it('brings a conversation that goes off the screens of agents, and out of their counts', async () => {
  await keepFor(server, shop, 'messages', 30);
  const { conversation } = await (await shop.visitor()).say('Hello');
  moveClock(server, 31 * day);
  const ben = await agentSocket(await shop.browser('Ben'));
  ben.send({ event: 'thread.open', data: { conversation } });
  await ben.next('presence');
  await purge(server, shop);
  expect(await nextStream(ben, `thread-${conversation}`)).not.toContain('Hello');
  expect(await count(server, 'inbox_count', "status = 'open' AND total <> 0")).toBe(0);
  await ben.close();
});

it('leaves whoever restricted their data as they are, and says so', async () => {
  await keepFor(server, shop, 'messages', 30);
  await keepFor(server, shop, 'pages', 10);
  const ana = await shop.visitor();
  await ana.say('Keep this');
  await ana.act('page.view', { url: 'https://shop.example/kept', title: 'Kept' });
  await (await shop.visitor()).say('Not this');
  const person = { workspaceId: shop.workspaceId, kind: 'visitor' as const, id: ana.id };
  await server.app.get(StandingService, { strict: false }).restrict(person, null);
  moveClock(server, 60 * day);
  const plan = await purgeOf(server).dryRun(shop.workspaceId);
  expect(plan.kept).toEqual({ hold: 0, restriction: 1 });
  const run = await purge(server, shop);
  expect(takenBy(run)).toEqual(plan.taken);
  expect(JSON.parse(run.kept)).toEqual({ hold: 0, restriction: 1 });
  expect(await rowsOf(server, 'SELECT body FROM message')).toEqual([{ body: 'Keep this' }]);
  expect(await count(server, 'page_view')).toBe(1);
  expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(1);
});

it('takes files alone where their time is shorter, and leaves the words', async () => {
  await keepFor(server, shop, 'files', 10);
  const ana = await shop.visitor();
  const first = await ana.upload('bytes one', 'one.txt');
  const { conversation } = await ana.say('See this', { attachments: [first.body.id as string] });
  const second = await ana.upload('bytes two', 'two.txt');
  await ana.say('', { attachments: [second.body.id as string] });
  moveClock(server, 11 * day);
  const plan = await purgeOf(server).dryRun(shop.workspaceId);
  expect(plan.taken).toEqual({ files: { attachment: 2 } });
  expect(takenBy(await purge(server, shop))).toEqual(plan.taken);
  const rows = await rowsOf(server, 'SELECT body, files, deleted_at IS NOT NULL AS gone FROM message ORDER BY position');
  expect(rows.map((row) => ({ ...row, gone: Boolean(row.gone) }))).toEqual([
    { body: 'See this', files: 0, gone: false },
    { body: '', files: 0, gone: true },
  ]);
  expect(await rowOf('conversation', 'id', conversation)).toMatchObject({ preview: '' });
  expect((await ana.resume(0)).messages.map(({ attachments }: { attachments: unknown[] }) => attachments)).toEqual([[], []]);
});

it('empties what is known of a visitor, one kind after the other, each in its own time', async () => {
  await keepFor(server, shop, 'contact', 20);
  await keepFor(server, shop, 'technical', 10);
  const ana = await shop.visitor();
  await ana.say('Hello');
  await ana.act('visitor.update', { name: 'Ana Silva', email: 'ana@example.org' });
  moveClock(server, 15 * day);
  await purge(server, shop);
  expect(await rowOf('visitor', 'id', ana.id)).toMatchObject({ name: 'Ana Silva', browser: null, language: null });
  moveClock(server, 10 * day);
  const plan = await purgeOf(server).dryRun(shop.workspaceId);
  expect(plan.taken).toEqual({ contact: { visitor: 1 } });
  expect(takenBy(await purge(server, shop))).toEqual(plan.taken);
  expect(await rowOf('visitor', 'id', ana.id)).toMatchObject({ name: null, email: null });
  expect(await count(server, 'message')).toBe(1);
});
