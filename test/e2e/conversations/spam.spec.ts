import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket } from '../../kit/agent-socket';
import { purge } from '../../kit/retention';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';

const links = 'http://a.example http://b.example http://c.example http://d.example';
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' } });
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const statusOf = async (id: string) =>
  (await rowsOf<{ status: string }>(server, 'SELECT status FROM conversation WHERE id = ?', [id]))[0]?.status;
const listed = async (list: string) => (await (await shop.browser('Ben')).get(`/inbox/${list}`)).text;
const counted = async (list: string) => Number(new RegExp(`count-${list}">(\\d+)<`).exec(await listed('open'))?.[1]);
const told = (id: string, name?: string) =>
  server.events.filter(
    ({ name: one, event }) => one === (name ?? one) && (event as { conversationId?: string }).conversationId === id,
  );
const settings = async (fields: Record<string, string>) => (await shop.browser('Olu')).post('/settings/spam', fields);

it('a first message that looks like spam is taken like any, and lands in Spam, counted there and nowhere else', async () => {
  const [spam, open] = [await counted('spam'), await counted('open')];
  const eve = await shop.visitor();
  const { conversation, seq } = await eve.say(links);
  expect(seq).toBe(1);
  expect(await statusOf(conversation)).toBe('spam');
  expect(await listed('spam')).toContain(conversation);
  for (const list of ['open', 'unassigned', 'mine', 'closed']) expect(await listed(list)).not.toContain(`row-${conversation}`);
  expect([await counted('spam'), await counted('open')]).toEqual([spam + 1, open]);
  expect(told(conversation, 'conversation.opened')).toEqual([]);
  expect((await (await shop.browser('Ben')).get(`/inbox/spam/${conversation}`)).text).toContain(
    'Moved to Spam by itself: many links',
  );
});

it('its visitor notices nothing: it is open, and goes on', async () => {
  const eve = await shop.visitor();
  const { conversation } = await eve.say(links);
  expect((await eve.say('Hello?')).seq).toBe(2);
  const { state, messages } = await eve.resume();
  expect(state).toMatchObject({ conversation, status: 'open', lastSeq: 2 });
  expect(messages.map(({ body }) => body)).toEqual([links, 'Hello?']);
  expect(await statusOf(conversation)).toBe('spam');
});

it('“Not spam” moves it back, and it is news then; “Spam” sets aside what is none', async () => {
  const eve = await shop.visitor();
  const { conversation } = await eve.say(links);
  await shop.does(conversation, 'spam/removal');
  expect(await statusOf(conversation)).toBe('open');
  expect(told(conversation, 'conversation.opened')).toHaveLength(1);
  await eve.say('Thank you');
  await shop.does(conversation, 'spam');
  await shop.does(conversation, 'spam');
  expect(await statusOf(conversation)).toBe('spam');
  await shop.does(conversation, 'spam/removal');
  expect(told(conversation, 'conversation.opened')).toHaveLength(1);
  const sql = "SELECT body FROM message WHERE conversation_id = ? AND kind = 'event' ORDER BY position";
  const bodies = (await rowsOf<{ body: string }>(server, sql, [conversation])).map(({ body }) => body);
  expect(bodies).toEqual(['spam_found links', 'not_spam', 'spam 4', 'not_spam']);
});

it('an answer says that it is none', async () => {
  const { conversation } = await (await shop.visitor()).say(links);
  await shop.answer(conversation, 'Which of them do you mean?');
  expect(await statusOf(conversation)).toBe('open');
});

it('a note does not, nor does looking at it', async () => {
  const { conversation } = await (await shop.visitor()).say(links);
  await shop.answer(conversation, 'Spam, I think', { kind: 'note' });
  await shop.does(conversation, 'seen');
  expect(await statusOf(conversation)).toBe('spam');
});

it('only the first message of a conversation is looked at', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  await ana.say(links);
  expect(await statusOf(conversation)).toBe('open');
});

it('a live list gets the count of Spam', async () => {
  const ben = await agentSocket(await shop.browser('Ben'));
  await ben.ask('inbox.watch', { list: true });
  const before = await counted('spam');
  await (await shop.visitor()).say(links);
  const html = await ben.next(({ event, data }) => event === 'stream' && String(data).includes('count-spam'));
  expect(String(html.data)).toContain(`<template>${before + 1}</template>`);
  await ben.close();
});

it('goes by the workspace’s own phrases, and by nobody else’s', async () => {
  await settings({ isOn: 'true', phrases: 'Cheap watches\n\n  seo offer ' });
  const birch = await Shop.open(server, 'Birch');
  const say = async (where: Shop, body: string) => statusOf((await (await where.visitor()).say(body)).conversation);
  expect(await say(shop, 'I have СHEАP wаtches')).toBe('spam');
  expect(await say(shop, 'I have watches, not cheap')).toBe('open');
  expect(await say(birch, 'I have cheap watches')).toBe('open');
  await settings({ phrases: 'Cheap watches' });
  expect(await say(shop, 'I have cheap watches')).toBe('open');
  await settings({ isOn: 'true', phrases: '' });
});

it.each([
  ['too short ones', '.*'],
  ['too long ones', 'x'.repeat(81)],
  ['too many', Array.from({ length: 101 }, (_, index) => `phrase ${index}`).join('\n')],
])('refuses %s, and keeps what there was', async (_what, phrases) => {
  const { status, text } = await settings({ isOn: 'true', phrases });
  expect(status).toBe(422);
  expect(text).toContain(phrases.slice(0, 20));
  expect(await count(server, 'spam_setting', 'workspace_id = ? AND phrases = ?', [shop.workspaceId, '[]'])).toBe(1);
});

it.each([
  { who: 'a viewer', status: 403 },
  { who: 'an agent of another workspace', status: 404 },
])('$who moves nothing', async ({ who, status }) => {
  const { conversation } = await (await shop.visitor()).say(links);
  const browser = who === 'a viewer' ? await shop.browser('Vera') : await (await Shop.open(server, 'Cedar')).browser('Ben');
  for (const what of ['spam', 'spam/removal'])
    expect((await browser.postJson(`/inbox/conversations/${conversation}/${what}`, {})).status).toBe(status);
  expect(await statusOf(conversation)).toBe('spam');
});

it('is removed after 30 days, and its count with it; what is none stays', async () => {
  const { conversation } = await (await shop.visitor()).say(links);
  const { conversation: other } = await (await shop.visitor()).say('Hello');
  moveClock(server, 31 * 86_400_000);
  await purge(server, shop);
  expect(await statusOf(conversation)).toBeUndefined();
  expect(await statusOf(other)).toBe('open');
  const where = "workspace_id = ? AND status = 'spam'";
  expect(await count(server, 'conversation', where, [shop.workspaceId])).toBe(0);
  expect(await count(server, 'inbox_count', `${where} AND total <> 0`, [shop.workspaceId])).toBe(0);
});
