import { Counter } from '../../../src/analytics/counting/counter';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
beforeAll(async () => void (server = await startApp()));
beforeEach(async () => void (shop = await Shop.open(server, `Alder${++opened}`)));
afterAll(() => server.stop());
let opened = 0;

const counted = () => server.app.get(Counter, { strict: false }).countAll();
/** measure → total, of this shop. */
async function totals(): Promise<Record<string, number>> {
  await counted();
  const sql = 'SELECT measure, SUM(total) AS total FROM statistic WHERE workspace_id = ? GROUP BY measure';
  const rows = await rowsOf<{ measure: string; total: number | string }>(server, sql, [shop.workspaceId]);
  return Object.fromEntries(rows.map(({ measure, total }) => [measure, Number(total)]));
}
async function conversations(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number++) ids.push((await (await shop.visitor()).say('Hello')).conversation);
  return ids;
}

it('counts a lot of conversations right: each message once, each first answer once, each closing once', async () => {
  const ids = await conversations(20);
  for (const id of ids.slice(0, 10)) {
    await shop.answer(id, 'Good morning');
    await shop.answer(id, 'How can I help?');
    await shop.answer(id, 'A note', { kind: 'note' });
  }
  for (const id of ids.slice(0, 5)) await shop.does(id, 'closing');
  const all = { opened: 20, visitor: 20, hour: 20, team: 20, answered: 10, closed: 5, settled: 5 };
  expect(await totals()).toEqual(all);
  // Reopening and closing again is another closing, but the first one is not found again.
  for (const id of ids.slice(0, 5)) await shop.does(id, 'reopening').then(() => shop.does(id, 'closing'));
  expect(await totals()).toEqual({ ...all, closed: 10 });
});

it('counts the same however often it is asked, and by however many at once', async () => {
  await conversations(10);
  await Promise.all(Array.from({ length: 5 }, counted));
  expect(await totals()).toMatchObject({ opened: 10, visitor: 10 });
});

it('keeps the place with the counters: what was taken back is counted again, and nothing twice', async () => {
  await counted();
  await conversations(5);
  const database = server.app.get(Database);
  const maintain = database.maintain.bind(database);
  // The process dies after the counters were written and before the commit.
  database.maintain = (work) =>
    maintain(async (tx) => {
      await work(tx);
      throw new Error('killed');
    });
  await expect(counted()).rejects.toThrow('killed');
  database.maintain = maintain;
  expect(await totals()).toMatchObject({ opened: 5, visitor: 5 });
});

it('does not count people whose data may only be stored, nor those who objected', async () => {
  const ids = await conversations(5);
  const sql = 'SELECT visitor_id FROM conversation WHERE id = ?';
  for (const [index, id] of ids.entries()) {
    const [{ visitor_id: visitor }] = await rowsOf<{ visitor_id: string }>(server, sql, [id]);
    const restricted = index % 2 === 0;
    await server.app
      .get(Database)
      .transaction((tx) =>
        tx.run(
          `INSERT INTO restriction (subject_id, workspace_id, subject_kind, restricted, objections, at) VALUES (?, ?, 'visitor', ${restricted ? 'TRUE' : 'FALSE'}, ?, 0)`,
          [visitor, shop.workspaceId, restricted ? '[]' : '["improve"]'],
        ),
      );
  }
  expect(await totals()).toEqual({});
  await conversations(5);
  expect(await totals()).toMatchObject({ opened: 5 });
});

it.each(['Olu', 'Ben', 'Vera'] as const)(
  '%s sees the page and the file; nobody of another workspace is in them',
  async (person) => {
    await conversations(5);
    await counted();
    const page = await (await shop.browser(person)).get('/statistics?range=7d');
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/figures__value">5</);
    expect(page.text).not.toMatch(/figures__value">\d{2,}</);
    const file = await (await shop.browser(person)).get('/statistics/export?range=7d');
    expect(file.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.text).toMatch(/,opened,,5\r\n/);
    const stranger = await (await Shop.open(server, `Birch${opened}${person}`)).browser('Olu');
    expect((await stranger.get('/statistics')).text).not.toMatch(/figures__value">\d/);
    expect((await stranger.get('/statistics/export')).text).toBe('day,website,counter,part,count\r\n');
    expect((await stranger.get(`/statistics?website=${shop.website.id}`)).status).toBe(404);
    expect((await stranger.get(`/statistics/export?website=${shop.website.id}`)).status).toBe(404);
  },
);

it('writes the name of a website into the file as text, whatever it looks like', async () => {
  await shop.change({ name: '=cmd|calc' });
  await conversations(5);
  await counted();
  const { text } = await (await shop.browser('Olu')).get('/statistics/export');
  expect(text).toContain(`"'=cmd|calc"`);
  expect(text).not.toMatch(/(^|,)=/m);
});

it('lets owners choose the smallest group and the time zone, and nobody else', async () => {
  const olu = await shop.browser('Olu');
  expect((await olu.post('/statistics/choice', { fewest: '8', timeZone: 'Asia/Tokyo' })).status).toBe(303);
  await conversations(7);
  expect(await totals()).toEqual({});
  await conversations(1);
  expect(await totals()).toMatchObject({ opened: 8 });
  const [{ day }] = await rowsOf<{ day: string }>(server, 'SELECT day FROM statistic WHERE workspace_id = ?', [shop.workspaceId]);
  expect(day).toBe(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(new Date()));
  const audit = await rowsOf(
    server,
    "SELECT action, details FROM audit_entry WHERE workspace_id = ? AND action LIKE 'statistics.%'",
    [shop.workspaceId],
  );
  expect(audit).toEqual([{ action: 'statistics.configured', details: '{"fewest":8,"timeZone":"Asia/Tokyo"}' }]);
  for (const person of ['Ben', 'Vera'] as const) {
    const browser = await shop.browser(person);
    expect((await browser.get('/statistics/choice')).status).toBe(403);
    expect((await browser.post('/statistics/choice', { fewest: '3', timeZone: 'UTC' })).status).toBe(403);
  }
});

it.each([
  { fewest: '2', timeZone: 'UTC' },
  { fewest: '', timeZone: 'UTC' },
  { fewest: '5.5', timeZone: 'UTC' },
  { fewest: '1001', timeZone: 'UTC' },
  { fewest: '5', timeZone: 'Mars/Olympus' },
  { fewest: '5', timeZone: '' },
])('refuses %p', async (fields) => {
  const { status, text } = await (await shop.browser('Olu')).post('/statistics/choice', fields);
  expect(status).toBe(422);
  expect(text).toContain('aria-invalid="true"');
  expect(await rowsOf(server, 'SELECT fewest FROM statistics_choice WHERE workspace_id = ?', [shop.workspaceId])).toEqual([]);
});

it.each(['/statistics?range=1d', '/statistics?website=%00', '/statistics/export?range[]=7d'])('refuses %s', async (path) => {
  expect((await (await shop.browser('Olu')).get(path)).status).toBe(422);
});
