import fastCheck from 'fast-check';
import { SearchService } from '../../../src/conversations/search/search.service';
import { startApp, type RunningApp } from '../../kit/app';
import { Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  server = await startApp();
  [shop, other] = [await Shop.open(server, 'Alder'), await Shop.open(server, 'Birch')];
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Le café est arrivé très tôt');
  for (const body of [
    'أين طلبي من فضلك',
    'The delivery AND the invoice NOT yet',
    'Grüße aus Köln, Straße 5',
    'مُحَمَّد كتب لنا',
    '日本語のメッセージ',
    'order 4711-B "quoted" (brackets) a*b',
    'workspace_id body message_search',
    'never mind the OR',
  ])
    await ana.say(body);
  await shop.answer(conversation, 'A reply about the walnut');
  await shop.answer(conversation, 'A note about the walnut', { kind: 'note' });
  await (await other.visitor()).say('Un café pour Birch, walnut');
});
afterAll(() => server.stop());

const find = (typed: string, workspaceId = shop.workspaceId, before?: string) =>
  server.app.get(SearchService, { strict: false }).find(workspaceId, typed, before);
const bodies = async (typed: string) => (await find(typed)).hits.map(({ body }) => body);

it.each([
  ['café', ['Le café est arrivé très tôt']],
  ['cafe', ['Le café est arrivé très tôt']],
  ['CAFE tot', ['Le café est arrivé très tôt']],
  ['cafe\u0301', ['Le café est arrivé très tôt']],
  ['arriv', ['Le café est arrivé très tôt']],
  ['طلبي', ['أين طلبي من فضلك']],
  ['koln', ['Grüße aus Köln, Straße 5']],
  ['مُحَمَّد', ['مُحَمَّد كتب لنا']],
  ['grüße', ['Grüße aus Köln, Straße 5']],
  ['日本語のメッセージ', ['日本語のメッセージ']],
  ['4711', ['order 4711-B "quoted" (brackets) a*b']],
  ['4711-B', ['order 4711-B "quoted" (brackets) a*b']],
  ['walnut', ['A note about the walnut', 'A reply about the walnut']],
  ['nothing of this', []],
])('%j finds %j', async (typed, expected) => expect(await bodies(typed)).toEqual(expected));

it.each([
  ['a quote', '"quoted"', 'order 4711-B "quoted" (brackets) a*b'],
  ['brackets', '(brackets)', 'order 4711-B "quoted" (brackets) a*b'],
  ['AND', 'delivery AND invoice', 'The delivery AND the invoice NOT yet'],
  ['NOT', 'NOT invoice', 'The delivery AND the invoice NOT yet'],
  ['OR', 'mind OR', 'never mind the OR'],
  ['a column of the index', 'body: message_search', 'workspace_id body message_search'],
])('%s is a word like any other, and no operator', async (_name, typed, expected) => {
  expect(await bodies(typed)).toEqual([expected]);
});

it('finds nothing of another workspace, however it is asked', async () => {
  for (const typed of [
    'café',
    'walnut',
    `workspace_id:${other.workspaceId}`,
    other.workspaceId,
    `x" OR workspace_id:"${other.workspaceId}`,
  ])
    for (const { body } of (await find(typed)).hits) expect(body).not.toContain('Birch');
  expect((await find('walnut', other.workspaceId)).hits).toHaveLength(1);
  expect(await bodies(other.workspaceId)).toEqual([]);
});

it('goes back page by page, and brings each message once', async () => {
  const ana = await shop.visitor();
  const socket = await ana.socket();
  for (let number = 1; number <= 60; number++)
    socket.send({ event: 'message.send', data: { id: `hit-number-${String(number).padStart(6, '0')}`, body: `pear ${number}` } });
  await socket.next((frame) => frame.event === 'message.sent' && frame.data.seq === 60);
  await socket.close();
  const found: string[] = [];
  let before: string | undefined;
  do {
    const page = await find('pear', shop.workspaceId, before);
    found.push(...page.hits.map(({ body }) => body));
    before = page.next;
    // What comes in meanwhile moves nothing.
    await ana.say('one more pear');
  } while (before);
  expect(found).toEqual(Array.from({ length: 60 }, (_, index) => `pear ${60 - index}`));
});

it('takes whatever somebody types, and answers', async () => {
  const odd = [
    '½',
    'a½',
    '⑴',
    '⑴x',
    'ŉ',
    'x ŉ y',
    '\u0301',
    'a \u0301',
    '²',
    'ﬁne',
    '\u{1d7d9}',
    'Ⅷ',
    "'",
    '\\',
    ':*',
    '!',
    '<->',
    '&|',
  ];
  for (const typed of odd) await find(typed);
  const text = fastCheck.oneof(fastCheck.string({ unit: 'binary' }), fastCheck.string({ unit: 'grapheme' }), fastCheck.string());
  await fastCheck.assert(
    fastCheck.asyncProperty(text, async (typed) => {
      expect((await find(typed)).hits.length).toBeLessThanOrEqual(25);
    }),
    { numRuns: 300, seed: 2026 },
  );
});

it('shows what was typed and found as text', async () => {
  const ana = await shop.visitor();
  await ana.say('<img src=x onerror=alert(1)> raspberry <script>alert(2)</script>');
  const query = '<script>alert(3)</script> raspberry';
  const { text, status } = await (await shop.browser('Vera')).get(`/inbox/search?${new URLSearchParams({ q: query })}`);
  expect(status).toBe(200);
  for (const tag of ['<img src=x', '<script>alert']) expect(text).not.toContain(tag);
  const plain = await (await shop.browser('Vera')).get('/inbox/search?q=raspberry');
  expect(plain.text).toContain('raspberry');
  expect(plain.text).toContain('&lt;img src');
  for (const tag of ['<img src=x', '<script>alert']) expect(plain.text).not.toContain(tag);
});
