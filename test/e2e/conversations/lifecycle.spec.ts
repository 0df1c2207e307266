import { startApp, type RunningApp } from '../../kit/app';
import { rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import type { WireState } from '../../kit/visitor-client';

const day = 24 * 60 * 60 * 1000;
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

interface Row {
  status: string;
  assignee_id: string;
  attention: number;
  unread: number;
  waiting_since: number | null;
  closed_at: number | null;
  preview: string;
  last_kind: string;
}
const rowOf = async (id: string) => (await rowsOf<Row>(server, 'SELECT * FROM conversation WHERE id = ?', [id]))[0];
const eventsIn = async (id: string) => {
  const sql = "SELECT body FROM message WHERE conversation_id = ? AND kind = 'event' ORDER BY position";
  return (await rowsOf<{ body: string }>(server, sql, [id])).map(({ body }) => body);
};

it('begins with the first message: open, unread, waiting', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello\n  there');
  expect(await rowOf(conversation)).toMatchObject({ status: 'open', assignee_id: '', attention: 1, unread: 1 });
  expect(await rowOf(conversation)).toMatchObject({ preview: 'Hello there', last_kind: 'visitor', closed_at: null });
  expect((await rowOf(conversation)).waiting_since).not.toBeNull();
});

it('goes to whoever answers first, and nobody waits any more', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  await shop.answer(conversation, 'A thought', { kind: 'note' });
  expect(await rowOf(conversation)).toMatchObject({ assignee_id: '', attention: 1, unread: 1, last_kind: 'note' });
  await shop.answer(conversation, 'Hello Ana');
  const ben = shop.as('Ben').account.id;
  expect(await rowOf(conversation)).toMatchObject({ assignee_id: ben, attention: 0, unread: 0, waiting_since: null });
  expect((await ana.resume()).state).toMatchObject({ assignee: { name: 'Ben' }, teamSeen: 2, status: 'open' });
});

it('is given, taken back, closed and opened again, and each is written down once', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  const olu = shop.as('Olu').account.id;
  await shop.does(conversation, 'assignment', { accountId: olu });
  await shop.does(conversation, 'assignment', { accountId: olu });
  await shop.does(conversation, 'assignment', { accountId: '' });
  await shop.does(conversation, 'closing');
  await shop.does(conversation, 'closing');
  expect(await rowOf(conversation)).toMatchObject({ status: 'closed', unread: 0, attention: 0, waiting_since: null });
  expect((await ana.resume()).state.status).toBe('closed');
  await shop.does(conversation, 'reopening');
  expect(await rowOf(conversation)).toMatchObject({ status: 'open', closed_at: null });
  expect(await eventsIn(conversation)).toEqual([`assigned ${olu}`, 'unassigned', 'closed', 'reopened']);
  const ben = await shop.browser('Ben');
  const { text } = await ben.get(`/inbox/open/${conversation}`);
  for (const sentence of ['Ben', 'Olu']) expect(text).toContain(sentence);
});

it('is given to nobody outside the workspace', async () => {
  const other = await Shop.open(server, 'Birch');
  const { conversation } = await (await shop.visitor()).say('Hello');
  const ben = await shop.browser('Ben');
  const answer = await ben.postJson(`/inbox/conversations/${conversation}/assignment`, { accountId: other.as('Ben').account.id });
  expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'member.not_found' } });
  expect(await rowOf(conversation)).toMatchObject({ assignee_id: '' });
  expect(await eventsIn(conversation)).toEqual([]);
});

it('opens again when the visitor writes within seven days, and a new one begins after', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  await shop.does(conversation, 'closing');
  moveClock(server, 7 * day - 60_000);
  expect(await ana.say('One more thing')).toMatchObject({ conversation, seq: 2 });
  expect(await rowOf(conversation)).toMatchObject({ status: 'open', unread: 1, closed_at: null });
  await shop.does(conversation, 'closing');
  moveClock(server, 7 * day + 60_000);
  const socket = await ana.socket();
  const next = await ana.say('After a long time');
  expect(next.seq).toBe(1);
  expect(next.conversation).not.toBe(conversation);
  expect(await rowOf(conversation)).toMatchObject({ status: 'closed' });
  expect((await socket.ask<WireState>('conversation.resume', { after: 0 })).data).toMatchObject({
    conversation: next.conversation,
    lastSeq: 1,
  });
  await socket.close();
});

it('stays the same one however long it was quiet, as long as it is open', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  moveClock(server, 60 * day);
  expect(await ana.say('Still there?')).toMatchObject({ conversation, seq: 2 });
});
