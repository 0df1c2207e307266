import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { FakeMailServer } from '../../../plugins/email-smtp/mail-server.fake';
import type { Browser } from '../../kit/browser';
import { ServerProcess } from '../../kit/server-process';
import { until } from '../../kit/until';
import { publishAs } from '../../kit/plugins';

jest.setTimeout(150_000);

let smtp: FakeMailServer;
let server: ServerProcess;
let owner: Browser;
/** What happens when the mail server has all of a mail, and has not said so yet. */
let whole: () => Promise<unknown> = () => Promise.resolve();

beforeAll(async () => {
  const open = { hideSTARTTLS: true, authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] };
  smtp = await FakeMailServer.start({ ...open, deliver: async () => void (await whole()) });
  server = await ServerProcess.start({ PLUGIN_PRIVATE_NETWORK: '127.0.0.1' });
  ({ owner } = await server.setUp());
  const page = '/settings/plugins/email-smtp';
  const [, sheet] = /name="sheet" value="([^"]+)"/.exec((await owner.get(page)).text)!;
  const { status, text } = await owner.post(`${page}/enabling`, {
    sheet,
    country: 'PT',
    'setting.host': '127.0.0.1',
    'setting.port': String(smtp.port),
    'setting.security': 'none',
    'setting.fromAddress': 'support@alder.example',
    'setting.operatorName': 'Alder',
  });
  if (status !== 303) throw new Error(`${status} ${text.slice(0, 2000)}`);
  await publishAs(owner);
  // Switching it on raises an alert, and changes what happens with accounts' data, which is told after an hour: both leave now.
  await until('it will be told', async () => (await rows("SELECT id FROM outbox_job WHERE kind = 'notice.tell'")).length === 1);
  await server.kill();
  await again();
  await until('what the owner is told of it has left', async () => {
    const told = await rows<{ state: string }>("SELECT state FROM mail WHERE recipient = 'olu@alder.example'");
    return told.length === 2 && !told.some(({ state }) => state === 'waiting');
  });
});
beforeEach(() => {
  whole = () => Promise.resolve();
  smtp.clear();
});
afterAll(async () => {
  await server?.remove();
  await smtp?.stop();
});

const invite = (email: string) => owner.post('/settings/invitations', { role: 'agent', email });
async function rows<Row>(sql: string): Promise<Row[]> {
  if (!server.databaseUrl) {
    const handle = new Sqlite(join(server.folder, 'parlour.db'));
    const statement = handle.prepare(sql);
    const found = statement.reader ? (statement.all() as Row[]) : (statement.run(), []);
    handle.close();
    return found;
  }
  const client = new Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { rows: found } = await client.query(sql);
  await client.end();
  return found as Row[];
}
const stateOf = async (email: string) => {
  const [row] = await rows<{ state: string; trouble: string | null; unanswered: number }>(
    `SELECT state, trouble, unanswered FROM mail WHERE recipient = '${email}'`,
  );
  return row;
};
/** Nobody waits until the lease of the process that died is over. */
async function again(): Promise<void> {
  await rows('UPDATE outbox_job SET run_at = 0');
  await server.start();
}

it('a mail whose yes was noted is not sent again', async () => {
  await invite('nina@alder.example');
  await until('it is sent', async () => (await stateOf('nina@alder.example')).state === 'sent');
  await server.kill();
  await again();
  await invite('later@alder.example');
  await until('the next one is sent', async () => (await stateOf('later@alder.example')).state === 'sent');
  expect(smtp.arrived.map(({ recipients }) => recipients[0])).toEqual(['nina@alder.example', 'later@alder.example']);
});

it('killed before the mail server said yes, it sends the mail again under the same name, and no third time', async () => {
  whole = () => server.kill();
  await invite('omar@alder.example');
  await until('the server is gone with the first', () => smtp.arrived.length === 1);
  expect(await stateOf('omar@alder.example')).toEqual({ state: 'waiting', trouble: null, unanswered: 1 });
  await again();
  await until('the server is gone with the second', () => smtp.arrived.length === 2);
  await again();
  await until('it is given up', async () => (await stateOf('omar@alder.example')).state === 'failed');
  expect(await stateOf('omar@alder.example')).toMatchObject({ trouble: 'unanswered', unanswered: 2 });
  expect(smtp.arrived).toHaveLength(2);
  expect(new Set(smtp.arrived.map(({ mail }) => mail.messageId)).size).toBe(1);
});

it('killed while the mail server is still away, it sends the mail once', async () => {
  smtp.mood = 'fails';
  await invite('pia@alder.example');
  await until('it was tried', async () => (await stateOf('pia@alder.example')).trouble !== null);
  await server.kill();
  smtp.mood = 'works';
  await again();
  await until('it is sent', async () => (await stateOf('pia@alder.example')).state === 'sent');
  expect(smtp.arrived).toHaveLength(1);
});
