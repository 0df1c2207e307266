import { InboxService, type ListName, listNames } from '../../../src/conversations/inbox/inbox.service';
import { startApp, type RunningApp } from '../../kit/app';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import type { VisitorClient, WireSent } from '../../kit/visitor-client';

const total = 130;
let server: RunningApp;
let shop: Shop;
let visitors: VisitorClient[];
let threads: WireSent[];

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  visitors = [];
  threads = [];
  for (let number = 0; number < total; number++) {
    const visitor = await shop.visitor();
    visitors.push(visitor);
    threads.push(await visitor.say(`Hello ${number}`));
  }
  for (const [index, { conversation }] of threads.entries()) {
    if (index % 5 === 0) await shop.answer(conversation, 'Answered');
    if (index % 10 === 0) await shop.does(conversation, 'closing');
    if (index % 13 === 1) await shop.does(conversation, 'spam');
  }
});
afterAll(() => server.stop());

const page = (list: ListName, after?: string) =>
  server.app.get(InboxService, { strict: false }).page(shop.as('Ben'), list, after);

async function whole(list: ListName, between: () => Promise<unknown> = async () => undefined): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const { threads: rows, next } = await page(list, after);
    expect(rows.length).toBeLessThanOrEqual(40);
    ids.push(...rows.map(({ id }) => id));
    after = next;
    await between();
  } while (after);
  return ids;
}

const where: Record<ListName, string> = {
  mine: "status = 'open' AND assignee_id = ?",
  unassigned: "status = 'open' AND assignee_id <> ? AND assignee_id = ''",
  open: "status = 'open' AND assignee_id <> ? || 'x'",
  closed: "status = 'closed' AND assignee_id <> ? || 'x'",
  spam: "status = 'spam' AND assignee_id <> ? || 'x'",
};

it.each(listNames)('%s is complete, without doubles, unread first and then the newest', async (list) => {
  const sql = `SELECT id FROM conversation WHERE ${where[list]} ORDER BY attention DESC, last_at DESC, id DESC`;
  const expected = await rowsOf<{ id: string }>(server, sql, [shop.as('Ben').account.id]);
  expect(expected.length).toBeGreaterThan(5);
  expect(await whole(list)).toEqual(expected.map(({ id }) => id));
});

it('misses and doubles nothing that stays where it is while others write', async () => {
  let turn = 0;
  const moved = new Set<string>();
  const ids = await whole('unassigned', async () => {
    for (let count = 0; count < 5; count++) {
      const index = (turn++ * 11 + 1) % total;
      moved.add((await visitors[index].say('Again')).conversation);
    }
    moved.add((await (await shop.visitor()).say('Somebody new')).conversation);
  });
  expect(new Set(ids).size).toBe(ids.length);
  const sql = "SELECT id FROM conversation WHERE status = 'open' AND assignee_id = ''";
  const all = (await rowsOf<{ id: string }>(server, sql)).map(({ id }) => id);
  expect(all.filter((id) => !ids.includes(id) && !moved.has(id))).toEqual([]);
});

it.each(['1', '1.2', '2.1.x', '1.9999999999999999.01m80mdmtq87vp500m20raffgp', "1.1.'", '%00'])(
  'a place that is none (%s) is refused',
  async (after) => {
    const { status, text } = await (await shop.browser('Ben')).get(`/inbox/open?after=${after}`, { Accept: 'application/json' });
    expect([400, 422]).toContain(status);
    expect(JSON.parse(text)).toMatchObject({ error: { code: expect.stringMatching(/^request\.(malformed|invalid)$/) } });
  },
);

it('the page has the same rows, and the way to the next', async () => {
  const ben = await shop.browser('Ben');
  const { threads: rows, next } = await page('open');
  const { text } = await ben.get('/inbox/open');
  for (const { id } of rows) expect(text).toContain(id);
  expect(text).toContain(`/inbox/open?after&#x3D;${next}`);
});

it('every list is answered from an index, without sorting', async () => {
  if (server.settings.DATABASE_URL) return;
  for (const [condition, index] of [
    ["workspace_id = 'w' AND status = 'open'", 'conversation_inbox'],
    ["workspace_id = 'w' AND assignee_id = 'a' AND status = 'open'", 'conversation_assigned'],
  ]) {
    const sql = `EXPLAIN QUERY PLAN SELECT * FROM conversation WHERE ${condition} AND (attention, last_at, id) < (1, 2, 'x')
      ORDER BY attention DESC, last_at DESC, id DESC LIMIT 41`;
    const plan = (await rowsOf<{ detail: string }>(server, sql)).map(({ detail }) => detail).join('\n');
    expect(plan).toContain(index);
    expect(plan).not.toContain('TEMP B-TREE');
  }
});
