import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { ServerProcess } from '../../kit/server-process';
import { VisitorClient } from '../../kit/visitor-client';

const address = '203.0.113.77';
const headers = { 'X-Forwarded-For': address };
let server: ServerProcess;

jest.setTimeout(60_000);
beforeAll(async () => void (server = await ServerProcess.start({ TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'trace' })));
afterAll(() => server?.remove());

it('writes no address and no token down: not in the data, not in the log', async () => {
  const { owner, websiteKey } = await server.setUp();
  const ana = await VisitorClient.welcome(server.url, websiteKey, { headers });
  const socket = await ana.socket();
  const { conversation } = await ana.say('Hello');
  await socket.ask('visitor.update', { name: 'Ana', email: 'ana@hawthorn.example' });
  await ana.upload('x', 'x.txt');
  await owner.get(`/inbox/open/${conversation}?secret=hawthorn`, headers);
  await owner.get('/inbox/search?q=hawthorn', headers);
  await owner.post('/sign-in', { email: 'olu@hawthorn.example', password: 'hawthorn hawthorn' }, headers);
  await socket.close();
  await server.kill('SIGTERM');

  const { folder, output } = server;
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  const bytes = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'latin1'));
  // It did log, and it did write.
  expect(output).toContain('/widget/v1/events');
  expect(bytes.length).toBeGreaterThan(0);
  for (const text of [output, ...bytes, await rowsOnPostgres()]) {
    expect(text).not.toContain(address);
    expect(text).not.toContain(ana.token);
  }
  expect(output).not.toContain('hawthorn');
  expect(output).not.toContain(conversation);
});

/** Every row of every table as text; on SQLite they are among the bytes already. */
async function rowsOnPostgres(): Promise<string> {
  if (!server.databaseUrl) return '';
  const client = new Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ xml: string }>('SELECT database_to_xml(true, true, $1)::text AS xml', ['']);
  await client.end();
  expect(rows[0].xml).toContain('Hello');
  return rows[0].xml;
}
