import { ResetService } from '../../../src/auth/reset/reset.service';
import { Database } from '../../../src/database/database';
import { agentSocket } from '../../kit/agent-socket';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { furnish, password, signIn, type Team } from '../../kit/people';
import { rowsOf } from '../../kit/rows';
import { moveClock } from '../../kit/shop';

let server: RunningApp;
let alder: Team;
let birch: Team;
let round = 0;
beforeAll(async () => {
  server = await startApp();
  // The first workspace of a server is its operator's.
  await furnish(server, 'Host', { Hana: 'owner', Adam: 'admin' });
});
beforeEach(async () => {
  alder = await furnish(server, `Alder${++round}`, { Olga: 'owner', Ada: 'admin', Ben: 'agent' });
  birch = await furnish(server, `Birch${round}`, { Zoe: 'owner' });
});
afterAll(() => server.stop());

const another = 'another good sentence';
const reset = () => server.app.get(ResetService, { strict: false });
const mailsTo = (email: string) =>
  rowsOf<{ id: string; workspace_id: string; subject: string; body: string; link: string | null }>(
    server,
    "SELECT id, workspace_id, subject, body, link FROM mail WHERE recipient = ? AND account_kind = 'login' ORDER BY id DESC",
    [email],
  );
const ask = async (email: string, headers: Record<string, string> = {}) => {
  const answer = await new Browser(server.url).post('/reset', { email }, headers);
  await reset().writing;
  return answer;
};
const linkFor = async (email: string): Promise<string> => {
  await ask(email);
  return new URL((await mailsTo(email))[0].link!).pathname;
};
const signsIn = async (email: string, typed: string) =>
  (await new Browser(server.url).post('/sign-in', { email, password: typed })).status === 303;

describe('a link for a new password', () => {
  it('comes by mail, sets it once, signs in, and ends everything that was open', async () => {
    const { Ben } = alder.people;
    const before = await signIn(server, Ben);
    const socket = await agentSocket(before);
    const link = await linkFor(Ben.email.toUpperCase().toLowerCase());
    const browser = new Browser(server.url);
    expect((await browser.get(link)).text).toContain(Ben.email);
    const start = performance.now();
    expect(await browser.post(link, { password: another })).toMatchObject({ status: 303, location: '/inbox' });
    expect(await socket.closed).toEqual({ code: 1008, reason: 'signed out' });
    expect(performance.now() - start).toBeLessThan(1000);
    expect((await before.get('/inbox')).location).toContain('/sign-in');
    expect((await browser.get('/settings/you/password')).status).toBe(200);
    expect([await signsIn(Ben.email, another), await signsIn(Ben.email, password)]).toEqual([true, false]);
    for (const method of ['get', 'post'] as const)
      expect((await new Browser(server.url)[method](link, { password: 'and yet another one' })).status).toBe(404);
    expect(await signsIn(Ben.email, 'and yet another one')).toBe(false);
  });

  it('is kept as a hash, and looking at it does not use it up', async () => {
    const link = await linkFor(alder.people.Ben.email);
    const token = link.slice('/reset/'.length);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await rowsOf(server, 'SELECT * FROM password_reset'))).not.toContain(token);
    for (let looked = 0; looked < 3; looked++) expect((await new Browser(server.url).get(link)).status).toBe(200);
  });

  it('works for an hour', async () => {
    const link = await linkFor(alder.people.Ben.email);
    moveClock(server, 3_599_000);
    expect((await new Browser(server.url).get(link)).status).toBe(200);
    moveClock(server, 2_000);
    for (const method of ['get', 'post'] as const)
      expect((await new Browser(server.url)[method](link, { password: another })).status).toBe(404);
    moveClock(server, -3_601_000);
    expect(await signsIn(alder.people.Ben.email, password)).toBe(true);
  });

  it('of two that are used at once, one sets it', async () => {
    const { Ben } = alder.people;
    const link = await linkFor(Ben.email);
    const choices = ['the first good sentence', 'the second good sentence'];
    const answers = await Promise.all(choices.map((typed) => new Browser(server.url).post(link, { password: typed })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
    const works = await Promise.all(choices.map((typed) => signsIn(Ben.email, typed)));
    expect(works.filter(Boolean)).toHaveLength(1);
  });

  it('makes every other one void, and so does a change of password', async () => {
    const { Ben } = alder.people;
    const [first, second] = [await linkFor(Ben.email), await linkFor(Ben.email)];
    expect((await new Browser(server.url).post(second, { password: another })).status).toBe(303);
    expect((await new Browser(server.url).get(first)).status).toBe(404);
    const third = await linkFor(Ben.email);
    const browser = new Browser(server.url);
    await browser.post('/sign-in', { email: Ben.email, password: another });
    expect((await browser.post('/settings/you/password', { present: another, password })).status).toBe(303);
    expect((await new Browser(server.url).get(third)).status).toBe(404);
  });

  it('takes no password that a change would not take, and stays good', async () => {
    const link = await linkFor(alder.people.Ben.email);
    for (const typed of ['short', 'iloveyou', alder.people.Ben.email])
      expect((await new Browser(server.url).post(link, { password: typed })).status).toBe(422);
    const more = { password: another, accountId: alder.people.Olga.id };
    expect((await new Browser(server.url).post(link, more)).status).toBe(422);
    expect((await new Browser(server.url).get(link)).status).toBe(200);
  });

  it.each(['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}=`, '%00', `' OR 1=1 --`, 'sent/../x'])('is not %p', async (token) => {
    const path = `/reset/${encodeURIComponent(token)}x`;
    expect((await new Browser(server.url).get(path)).status).toBe(404);
    expect((await new Browser(server.url).post(path, { password: another })).status).toBe(404);
  });
});

describe('who asks', () => {
  it('hears the same whether there is such an account or not', async () => {
    const known = await ask(alder.people.Ben.email);
    const unknown = await ask('nobody@alder.example');
    const shape = ({ status, location, text }: typeof known) => ({ status, location, text });
    expect(shape(unknown)).toEqual(shape(known));
    expect(shape(known)).toMatchObject({ status: 303, location: '/reset/sent' });
    expect([...unknown.headers.keys()].sort()).toEqual([...known.headers.keys()].sort());
    expect(await mailsTo('nobody@alder.example')).toEqual([]);
  });

  it('is answered before anything is looked up, so that time tells nothing', async () => {
    const database = server.app.get(Database);
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const transaction = jest.spyOn(database, 'transaction').mockImplementation(() => held as never);
    const findOneBy = jest.spyOn(database.read, 'findOneBy').mockImplementation(() => held.then(() => null) as never);
    for (const email of [alder.people.Ben.email, 'nobody@alder.example'])
      expect((await new Browser(server.url).post('/reset', { email })).status).toBe(303);
    release();
    transaction.mockRestore();
    findOneBy.mockRestore();
    await reset().writing;
  });

  it('does not choose where the link leads', async () => {
    const { Ben } = alder.people;
    const forged = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https', Forwarded: 'host=evil.example' };
    await ask(Ben.email, forged);
    expect((await mailsTo(Ben.email))[0].link).toContain(`${server.url}/reset/`);
    const { request } = await import('node:http');
    const { hostname, port } = new URL(server.url);
    await new Promise<void>((resolve, reject) => {
      const headers = {
        Host: 'evil.example',
        Origin: 'http://evil.example',
        'Content-Type': 'application/x-www-form-urlencoded',
      };
      const sent = request({ hostname, port, method: 'POST', path: '/reset', headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve());
      });
      sent.on('error', reject);
      sent.end(`email=${encodeURIComponent(Ben.email)}`);
    });
    await reset().writing;
    for (const { link } of await mailsTo(Ben.email)) expect(link).not.toContain('evil');
  });

  it('is nobody who belongs nowhere', async () => {
    const { Ben } = alder.people;
    await (await signIn(server, alder.people.Olga)).post(`/settings/members/${Ben.id}/removal`);
    await ask(Ben.email);
    expect(await mailsTo(Ben.email)).toEqual([]);
  });

  it.each<unknown>([
    { email: { $ne: '' } },
    { email: ['a@b.example'] },
    { email: 'a@b.example\r\nBcc: c@d.example' },
    { email: 7 },
    [],
  ])('is refused with %j', async (body) =>
    expect([400, 422]).toContain((await new Browser(server.url).postJson('/reset', body)).status),
  );
});

describe('the mail', () => {
  it('stands in the operator’s outbox, where only its owner reads the link, and that is written down', async () => {
    const { Ben } = alder.people;
    await ask(Ben.email);
    const [mail] = await mailsTo(Ben.email);
    const token = mail.link!.split('/').at(-1)!;
    expect(mail.body).not.toContain(token);
    const path = `/settings/outbox/mails/${mail.id}`;
    const [hana] = await rowsOf<{ id: string }>(server, "SELECT id FROM account WHERE email = 'hana@host.example'");
    const operator = await signIn(server, { email: 'hana@host.example' });
    expect((await operator.get(path)).text).toContain(token);
    expect((await operator.get('/settings/outbox')).text).toContain(Ben.email);
    const read = await rowsOf(server, "SELECT target FROM audit_entry WHERE action = 'mail.link_read' AND account_id = ?", [
      hana.id,
    ]);
    expect(read).toContainEqual({ target: Ben.id });
    const admin = await signIn(server, { email: 'adam@host.example' });
    expect((await admin.get('/settings/outbox')).text).not.toContain(Ben.email);
    expect((await admin.get(path)).status).toBe(404);
    for (const person of [alder.people.Olga, alder.people.Ada, birch.people.Zoe])
      expect((await (await signIn(server, person)).get(path)).status).toBe(404);
  });
});
