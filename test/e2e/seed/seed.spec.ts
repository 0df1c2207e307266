import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../../src/config/settings';
import { Database } from '../../../src/database/database';
import { Refused } from '../../../src/seed/refused';
import { seed } from '../../../src/seed/seed';
import { seedCommand } from '../../../src/seed/seed.command';
import { startApp } from '../../kit/app';
import { Browser } from '../../kit/browser';

const folder = mkdtempSync(join(tmpdir(), 'parlour-seed-'));
const settings = readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
const size = { conversations: 400, messages: 1500 };
let seeded: Awaited<ReturnType<typeof seed>>;

beforeAll(async () => {
  seeded = await seed(settings, size, () => undefined);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('fills a database as it would have grown', async () => {
  const server = await startApp({ env: { DATA_DIR: folder, DATABASE_URL: '' } });
  try {
    const database = server.app.get(Database);
    const one = async (sql: string) => Number(Object.values((await database.query<Record<string, number>>(sql))[0]!)[0]);
    expect(await one('SELECT count(*) FROM conversation')).toBe(size.conversations);
    expect(await one('SELECT count(*) FROM message')).toBe(size.messages);
    expect(
      await one(`SELECT count(*) FROM conversation c JOIN
        (SELECT conversation_id, max(position) AS position, max(seq) AS seq, max(at) AS at FROM message GROUP BY 1) m ON m.conversation_id = c.id
        WHERE c.position <> m.position OR c.last_seq <> m.seq OR c.last_at <> m.at OR (c.unread > 0) <> (c.attention = 1)`),
    ).toBe(0);
    expect(await database.query('SELECT assignee_id, status, total FROM inbox_count ORDER BY 1, 2')).toEqual(
      await database.query('SELECT assignee_id, status, count(*) AS total FROM conversation GROUP BY 1, 2 ORDER BY 1, 2'),
    );

    const browser = new Browser(server.url);
    browser.cookies.set('parlour_session', seeded.agents[0]!.cookie.split('=')[1]!);
    expect((await browser.get('/inbox/open')).status).toBe(200);
    expect((await browser.get('/inbox/search?q=delivery')).text).toContain('<mark');
    const { email, password } = seeded.agents[4]!;
    expect((await new Browser(server.url).post('/sign-in', { email, password })).location).toMatch(/^\/inbox/);
    const visitor = await new Browser(server.url).postJson('/widget/v1/visitors', { website: seeded.website });
    expect(visitor.status).toBe(201);
  } finally {
    await server.stop();
  }
});

it('refuses a folder in use, and changes nothing', async () => {
  await expect(seed(settings, size, () => undefined)).rejects.toThrow(Refused);
});

it.each([
  [['--conversations', 'many'], /not a whole number/],
  [['--conversations', '10', '--messages', '5'], /at least as many/],
  [['--colour', 'red'], /Unknown option/],
])('says what is wrong with %j', async (options, sentence) => {
  await expect(seedCommand(settings, options)).rejects.toThrow(sentence);
});
