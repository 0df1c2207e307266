import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SignedCertificate } from '../../../src/privacy/erasure/certificate.types';
import { isSound } from '../../../src/privacy/erasure/certificate-signature';
import { Browser } from '../../kit/browser';
import { filesUnder, rowsOnPostgres, tracesOf } from '../../kit/bytes';
import { ServerProcess } from '../../kit/server-process';
import { until } from '../../kit/until';
import { VisitorClient } from '../../kit/visitor-client';
import { inspect } from './inspect';

jest.setTimeout(90_000);
const said = 120;
const files = 6;
/** Where the power goes: milliseconds after the server is there. */
const crashes = [0, 15, 40, 90, 5, 25];

const folder = mkdtempSync(join(tmpdir(), 'parlour-clock-'));
const clock = join(folder, 'clock.js');
// The clock of the process is as much ahead or behind as the environment says.
writeFileSync(
  clock,
  `const ahead = Number(process.env.CLOCK_AHEAD || 0), Real = Date;
   globalThis.Date = class extends Real { constructor(...of) { of.length ? super(...of) : super(Real.now() + ahead); } static now() { return Real.now() + ahead; } };`,
);
afterAll(() => rmSync(folder, { recursive: true }));

/** Ana, who wrote much, and Bo, whose words have to stay. */
async function furnish(server: ServerProcess, websiteKey: string) {
  const [ana, bo] = [await VisitorClient.welcome(server.url, websiteKey), await VisitorClient.welcome(server.url, websiteKey)];
  const words = Array.from({ length: said }, (_, index) => `zqana${index}x`);
  const attached = Array.from({ length: files }, (_, index) => `zqanafile${index}x`);
  for (const [index, word] of words.entries()) {
    const file = attached[index] && (await ana.upload(attached[index], `${attached[index]}.txt`));
    await ana.say(word, file ? { attachments: [file.body.id] } : {});
  }
  return { ana, bo, words: [...words, ...attached] };
}
const left = async (server: ServerProcess, words: readonly string[]) =>
  tracesOf(new Map([...filesUnder(server.folder), ...(await rowsOnPostgres(server.databaseUrl))]), words);

async function crash(server: ServerProcess): Promise<void> {
  for (const time of crashes) {
    await wait(time);
    await server.kill();
    await server.start();
  }
}

it(`an erasure whose server is killed ${crashes.length} times is complete in the end: nothing is left, and it is counted right`, async () => {
  const server = await ServerProcess.start();
  try {
    const { websiteKey } = await server.setUp();
    const { ana, bo, words } = await furnish(server, websiteKey);
    await bo.say('zqbo');
    expect((await left(server, words)).length).toBeGreaterThanOrEqual(words.length);
    const { body } = await ana.call<{ id: string }>('POST', 'privacy/requests', { kind: 'erasure', language: 'fr' });
    await crash(server);
    const door = `${server.url}/widget/v1/privacy/certificates/${body.id}`;
    await until('the certificate is there', async () => (await fetch(door)).status === 200);
    const { address } = (await (await fetch(door)).json()) as { address: string };
    const signed = (await (await fetch(`${server.url}${address}/certificate.json`)).json()) as SignedCertificate;
    expect(isSound(signed)).toBe(true);
    expect(signed.certificate.erased).toMatchObject({ message: said, attachment: files, files, conversation: 1, visitor: 1 });
    await until('no byte is left', async () => !(await left(server, [...words, ana.id])).length);
    expect((await ana.call('GET', 'privacy')).status).toBe(401);
    expect((await bo.resume(0)).messages.map((message) => message.body)).toEqual(['zqbo']);
    await server.kill('SIGTERM');
    expect((await inspect(server)).problems).toEqual([]);
  } finally {
    await server.remove();
  }
});

it(`a purge whose server is killed ${crashes.length} times takes what is past its time, and not a word more`, async () => {
  const variables: Record<string, string> = { NODE_OPTIONS: `--require ${clock}`, CLOCK_AHEAD: '0' };
  const server = await ServerProcess.start(variables);
  try {
    const { websiteKey } = await server.setUp();
    const { bo, words } = await furnish(server, websiteKey);
    // Two years and a month later: Ana's words are too old, Bo's are of today.
    variables.CLOCK_AHEAD = String(760 * 86_400_000);
    await server.kill();
    await server.start();
    const owner = new Browser(server.url);
    await owner.post('/sign-in', { email: 'olu@alder.example', password: 'a good long sentence' });
    const fresh = await VisitorClient.welcome(server.url, websiteKey);
    await fresh.say('zqbo');
    expect(bo.id).not.toBe(fresh.id);
    await owner.post('/privacy/retention/runs');
    await crash(server);
    const evidence = async () => (await owner.get('/privacy/retention')).text.replaceAll(/\s+/g, ' ');
    await until('the purge is done', async () => !(await evidence()).includes('Being removed now'));
    await until('no byte is left', async () => !(await left(server, words)).length);
    expect(await evidence()).toContain(`<td>Messages</td><td class="table__number">${said}</td>`);
    expect((await fresh.resume(0)).messages.map((message) => message.body)).toEqual(['zqbo']);
    await server.kill('SIGTERM');
    expect((await inspect(server)).problems).toEqual([]);
  } finally {
    await server.remove();
  }
});
