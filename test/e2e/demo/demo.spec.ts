import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../../src/database/database';
import { type RunningApp, startApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { furnish } from '../../kit/people';
import { createDatabase } from '../../kit/postgres';

interface Access {
  site: string;
  inbox: string;
  agents: { email: string; password: string }[];
}

/** A data folder (and a database) that outlives a server, so that one can be started on it again. */
const folder = mkdtempSync(join(tmpdir(), 'parlour-demo-'));
const server = process.env.PARLOUR_TEST_DATABASE;
let database: Awaited<ReturnType<typeof createDatabase>> | undefined;
let demo: RunningApp;
let access: Access;

const startDemo = (flags = ['--demo']) =>
  startApp({ flags, env: { DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) } });
const readAccess = () => JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Access;
const count = async (table: string) =>
  Number((await demo.app.get(Database).query<{ total: number }>(`SELECT count(*) AS total FROM ${table}`))[0]!.total);

async function signIn({ email, password }: Access['agents'][number]): Promise<Browser> {
  const browser = new Browser(demo.url);
  expect((await browser.post('/sign-in', { email, password })).status).toBe(303);
  return browser;
}

beforeAll(async () => {
  database = server ? await createDatabase(server) : undefined;
  demo = await startDemo();
  access = readAccess();
});

afterAll(async () => {
  await demo.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

it('says where to go and how to get in, to the owner of the machine only', () => {
  expect(access).toMatchObject({ site: `${demo.url}/demo`, inbox: `${demo.url}/inbox` });
  expect(access.agents.map(({ email }) => email.split('@')[0])).toEqual(['olu', 'ben', 'mia']);
  expect(statSync(join(folder, 'demo.json')).mode & 0o777).toBe(0o600);
});

it('leaves nothing to set up', async () => {
  expect((await new Browser(demo.url).get('/sign-in')).status).toBe(200);
  expect((await new Browser(demo.url).get('/setup')).status).not.toBe(200);
});

it('serves a shop with the widget on it, under a strict policy', async () => {
  for (const path of ['/demo', '/demo/fen-table']) {
    const { status, text, headers } = await new Browser(demo.url).get(path);
    expect(status).toBe(200);
    expect(text).toMatch(/<script async src="\/widget\.js" data-website="w_\w+"><\/script>/);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*connect-src 'self'/);
    expect(text).not.toMatch(/<style| style=|https?:\/\//);
  }
  expect((await new Browser(demo.url).get('/demo/no-such-thing')).status).toBe(404);
});

it('lets the widget of the shop work', async () => {
  const { text } = await new Browser(demo.url).get('/demo');
  const website = /data-website="(w_\w+)"/.exec(text)![1];
  const answer = await new Browser(demo.url).postJson('/widget/v1/visitors', { website });
  expect(answer.status).toBe(201);
});

it('has an inbox with work of the last days in every list', async () => {
  const browser = await signIn(access.agents[1]!);
  for (const list of ['mine', 'unassigned', 'open', 'closed']) {
    const { status, text } = await browser.get(`/inbox/${list}`);
    expect(status).toBe(200);
    expect(text).toContain(`href="/inbox/${list}/`);
  }
  expect((await browser.get('/inbox/open')).text).toContain('Ana Silva');
  expect((await browser.get('/inbox/search?q=fingernail')).text).toContain('Ana Silva');
});

it('tells its conversations by the rules of real ones', async () => {
  const query = <Row>(sql: string) => demo.app.get(Database).query<Row>(sql);
  expect(await count('conversation')).toBeGreaterThanOrEqual(35);
  const wrong = await query(`SELECT c.id FROM conversation c
    JOIN (SELECT conversation_id, max(position) AS position, max(seq) AS seq, count(*) AS total FROM message GROUP BY conversation_id) m
      ON m.conversation_id = c.id
    WHERE c.position <> m.position OR c.last_seq <> m.seq OR m.total <> m.position OR (c.unread > 0) <> (c.attention = 1)
      OR (c.status = 'closed' AND (c.unread > 0 OR c.closed_at IS NULL))`);
  expect(wrong).toEqual([]);
  const [late] = await query<{ total: number }>(`SELECT count(*) AS total FROM message WHERE at > ${Date.now()}`);
  expect(Number(late!.total)).toBe(0);
  const kept = await query('SELECT assignee_id, status, total FROM inbox_count ORDER BY 1, 2');
  const counted = await query('SELECT assignee_id, status, count(*) AS total FROM conversation GROUP BY 1, 2 ORDER BY 1, 2');
  expect(kept).toEqual(counted);
});

it('shows the pictures to the team and to nobody else', async () => {
  const [file] = await demo.app
    .get(Database)
    .query<{ id: string }>("SELECT id FROM attachment WHERE name = 'scratch.jpg' AND message_id IS NOT NULL");
  const browser = await signIn(access.agents[2]!);
  expect((await browser.get(`/inbox/attachments/${file!.id}`)).status).toBe(200);
  expect((await new Browser(demo.url).get(`/inbox/attachments/${file!.id}`)).status).not.toBe(200);
});

it('keeps everything when it is started again', async () => {
  const [conversations, messages] = [await count('conversation'), await count('message')];
  await demo.stop();
  demo = await startDemo();
  expect([await count('conversation'), await count('message')]).toEqual([conversations, messages]);
  expect(readAccess().agents).toEqual(access.agents);
  await signIn(access.agents[0]!);
});

it('makes a new password if the file was lost', async () => {
  await demo.stop();
  rmSync(join(folder, 'demo.json'));
  demo = await startDemo();
  expect(readAccess().agents[0]!.password).not.toBe(access.agents[0]!.password);
  await signIn(readAccess().agents[0]!);
});

it('serves no shop without the flag', async () => {
  await demo.stop();
  demo = await startDemo([]);
  expect((await new Browser(demo.url).get('/demo')).status).toBe(404);
});

it('refuses a server that is set up already, and changes nothing', async () => {
  const real = await startApp();
  try {
    await furnish(real, 'Alder', { Ben: 'owner' });
    const { DATA_DIR, DATABASE_URL = '' } = real.settings;
    await expect(startApp({ flags: ['--demo'], env: { DATA_DIR, DATABASE_URL } })).rejects.toThrow(/set up already.*mix/);
    const [{ total }] = await real.app.get(Database).query<{ total: number }>('SELECT count(*) AS total FROM conversation');
    expect(Number(total)).toBe(0);
  } finally {
    await real.stop();
  }
});
