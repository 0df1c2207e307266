import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { count } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import type { VisitorClient, WireSent } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;
let mend: (() => Promise<void>) | undefined;
const logged: string[] = [];

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation((message: unknown) => void logged.push(String(message)));
  jest.spyOn(Logger.prototype, 'log').mockImplementation((message: unknown) => void logged.push(String(message)));
  server = await startApp();
  shop = await Shop.open(server);
  ana = await shop.visitor();
  await ana.say('x'.repeat(8000));
  await shop.browser('Ben');
});
afterEach(() => mend?.());
afterAll(() => server.stop());

interface Trouble {
  name: string;
  reason: string;
  /** Small rows still find a place in pages that are there. */
  roomForSmall?: true;
  begin(): Promise<void>;
  end(): Promise<void>;
}
const pragma = async (sql: string) => void server.app.get(Database).sqlite!.pragma(sql);

const onSqlite: Trouble[] = [
  {
    name: 'a full disk',
    reason: 'SQLITE_FULL',
    roomForSmall: true,
    begin: async () => pragma(`max_page_count = ${server.app.get(Database).sqlite!.pragma('page_count', { simple: true })}`),
    end: () => pragma('max_page_count = 4294967294'),
  },
  {
    name: 'a disk that can only be read',
    reason: 'SQLITE_READONLY',
    begin: () => pragma('query_only = ON'),
    end: () => pragma('query_only = OFF'),
  },
];
const onPostgres: Trouble[] = [
  {
    name: 'a database that can only be read',
    reason: '25006',
    begin: () => setReadOnly('on'),
    end: () => setReadOnly('off'),
  },
];

/** For every connection: those that are open are ended, and the next ones find it so. */
async function setReadOnly(value: 'on' | 'off'): Promise<void> {
  const client = new Client({ connectionString: process.env.PARLOUR_TEST_DATABASE });
  const name = new URL(server.settings.DATABASE_URL!).pathname.slice(1);
  await client.connect();
  await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`);
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  await client.end();
}

const health = async () => {
  const answer = await fetch(`${server.url}/healthz`);
  return { status: answer.status, body: (await answer.json()) as { status: string; storage?: { reason: string } } };
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await wait(50);
  }
  throw new Error('It did not come about.');
}

it.each(process.env.PARLOUR_TEST_DATABASE ? onPostgres : onSqlite)('$name', async ({ reason, roomForSmall, begin, end }) => {
  const socket = await ana.socket();
  const before = await count(server, 'message');
  const drafts = Array.from({ length: 5 }, (_, index) => ({ id: randomUUID(), body: `${index}`.repeat(8000) }));
  logged.length = 0;
  mend = end;
  await begin();
  await until(async () => (await ana.resume(0).catch(() => undefined)) !== undefined);

  const refusals = await Promise.all(drafts.map((draft) => socket.ask('message.send', draft)));
  refusals.forEach(({ event, data }, index) => {
    expect(event).toBe('error');
    expect(data).toMatchObject({ code: 'storage.unavailable', id: drafts[index].id, retryAfter: expect.any(Number) });
  });
  expect(await health()).toEqual({ status: 503, body: { status: 'failing', storage: { since: expect.any(String), reason } } });
  const overHttp = await ana.act('message.send', drafts[0]);
  expect(overHttp.status).toBe(503);
  expect(overHttp.headers.get('retry-after')).toBe('2');
  expect(overHttp.body.error?.code).toBe('storage.unavailable');
  await expect(shop.answer((await ana.resume(0)).state.conversation!, 'x'.repeat(8000))).rejects.toThrow('storage.unavailable');
  if (!roomForSmall) expect((await ana.upload('x', 'x.txt')).body.error?.code).toBe('storage.unavailable');

  // It stays up, and what only reads works on.
  expect((await ana.resume(0)).messages).toHaveLength(before);
  expect((await (await shop.browser('Ben')).get('/inbox/open')).status).toBe(200);
  expect(logged.some((line) => line.includes(`Cannot write: ${reason}`))).toBe(true);

  await end();
  // By itself: nobody has to write for it to notice.
  await until(async () => (await health()).status === 200);
  expect(logged.some((line) => line.startsWith('Writing works again'))).toBe(true);
  const sent: WireSent[] = [];
  for (const draft of [...drafts, ...drafts]) sent.push((await socket.ask<WireSent>('message.send', draft)).data);
  expect(sent.map(({ seq }) => seq)).toEqual([...drafts, ...drafts].map((_, index) => before + 1 + (index % 5)));
  expect(await count(server, 'message')).toBe(before + 5);
  expect((await ana.resume(0)).messages.map(({ seq }) => seq)).toEqual(Array.from({ length: before + 5 }, (_, i) => i + 1));
  await socket.close();
});
