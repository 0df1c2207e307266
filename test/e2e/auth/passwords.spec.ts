import { PasswordsService } from '../../../src/auth/passwords.service';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket } from '../../kit/agent-socket';
import { Browser } from '../../kit/browser';
import { furnish, password, signIn, type Team } from '../../kit/people';
import { rowsOf } from '../../kit/rows';

let server: RunningApp;
let alder: Team;
let round = 0;
beforeAll(async () => void (server = await startApp()));
beforeEach(async () => void (alder = await furnish(server, `Alder${++round}`, { Olga: 'owner', Ben: 'agent' })));
afterAll(() => server.stop());

const page = '/settings/you/password';
const another = 'another good sentence';
const hashOf = async (id: string) =>
  (await rowsOf<{ password_hash: string }>(server, 'SELECT password_hash FROM account WHERE id = ?', [id]))[0].password_hash;
const signsIn = async (email: string, typed: string) =>
  (await new Browser(server.url).post('/sign-in', { email, password: typed })).status === 303;

describe('another password', () => {
  it('asks for the present one, and ends every other session and its sockets within a second', async () => {
    const { Ben } = alder.people;
    const [here, there, third] = [await signIn(server, Ben), await signIn(server, Ben), await signIn(server, Ben)];
    const [own, others] = [await agentSocket(here), [await agentSocket(there), await agentSocket(third)]];
    const start = performance.now();
    const answer = await here.post(page, { present: password, password: another });
    expect(answer).toMatchObject({ status: 303, location: page });
    for (const socket of others) expect(await socket.closed).toEqual({ code: 1008, reason: 'signed out' });
    const took = performance.now() - start;
    expect(took).toBeLessThan(1000);
    for (const browser of [there, third]) expect((await browser.get('/inbox')).location).toContain('/sign-in');
    expect((await here.get(page)).status).toBe(200);
    expect((await own.ask('ping')).event).toBe('pong');
    await own.close();
    expect([await signsIn(Ben.email, another), await signsIn(Ben.email, password)]).toEqual([true, false]);
    expect(await signsIn(alder.people.Olga.email, password)).toBe(true);
  });

  it('is told by mail, and written down, without the password', async () => {
    const { Ben } = alder.people;
    await (await signIn(server, Ben)).post(page, { present: password, password: another });
    const sql = 'SELECT subject, body, account_kind AS kind FROM mail WHERE recipient = ?';
    const [mail] = await rowsOf<{ subject: string; body: string; kind: string }>(server, sql, [Ben.email]);
    expect(mail).toMatchObject({ subject: 'Your password was changed', kind: 'security' });
    expect(mail.body).not.toContain(another);
    const acts = await rowsOf(server, "SELECT action FROM audit_entry WHERE account_id = ? AND action = 'password.changed'", [
      Ben.id,
    ]);
    expect(acts).toHaveLength(1);
  });

  it.each([
    { what: 'a wrong present one', fields: { present: 'not this one', password: another }, field: 'present' },
    { what: 'none of the present', fields: { password: another }, field: 'present' },
    { what: 'seven characters', fields: { present: password, password: 'x7Kq$2v' }, field: 'password' },
    { what: '257 characters', fields: { present: password, password: 'ab c'.repeat(64) + 'x' }, field: 'password' },
    { what: 'one that many use', fields: { present: password, password: 'iloveyou' }, field: 'password' },
    {
      what: 'one that many use, in capitals with a digit',
      fields: { present: password, password: 'Sunshine1' },
      field: 'password',
    },
    { what: 'the same again', fields: { present: password, password }, field: 'password' },
    { what: 'a role with it', fields: { present: password, password: another, role: 'owner' }, field: 'role' },
    { what: 'somebody else', fields: { present: password, password: another, accountId: 'x'.repeat(26) }, field: 'accountId' },
  ])('is refused with $what, and nothing changes', async ({ fields, field }) => {
    const { Ben } = alder.people;
    const [here, there] = [await signIn(server, Ben), await signIn(server, Ben)];
    const before = await hashOf(Ben.id);
    const answer = await here.postJson(page, fields);
    expect(answer.status).toBe(422);
    expect(Object.keys((JSON.parse(answer.text) as { error: { fields: object } }).error.fields)).toEqual([field]);
    expect(await hashOf(Ben.id)).toBe(before);
    expect((await there.get(page)).status).toBe(200);
  });

  it('may be of any signs: 8 letters of one kind, 256 of another, a sentence in any script', async () => {
    const { Ben } = alder.people;
    let present = password;
    for (const next of ['kvtzmqrw', 'ñ'.repeat(2) + 'ab d'.repeat(63) + 'xy', 'الطقس جميل اليوم', '猫が屋根の上で眠る。']) {
      expect((await (await signInWith(present)).post(page, { present, password: next })).status).toBe(303);
      present = next;
    }
    async function signInWith(typed: string): Promise<Browser> {
      const browser = new Browser(server.url);
      expect((await browser.post('/sign-in', { email: Ben.email, password: typed })).status).toBe(303);
      return browser;
    }
  });

  it('is not what the person is called', async () => {
    const { Ben } = alder.people;
    for (const own of [Ben.email, Ben.email.toUpperCase()]) {
      const answer = await (await signIn(server, Ben)).post(page, { present: password, password: own });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('your name or address');
    }
  });

  it('never stands in the page again', async () => {
    const answer = await (
      await signIn(server, alder.people.Ben)
    ).post(page, { present: 'wrong secret word', password: 'iloveyou' });
    expect(answer.text).not.toMatch(/wrong secret word|iloveyou/);
  });
});

describe('an old hash', () => {
  const weak = '$argon2id$v=19$m=8192,t=1,p=1$';
  const makeOld = async (id: string) => {
    const { hash } = await import('@node-rs/argon2');
    const old = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await server.app.get(Database).transaction((tx) => tx.run('UPDATE account SET password_hash = ? WHERE id = ?', [old, id]));
  };

  it('is made anew at the next sign-in, and only then', async () => {
    const { Ben } = alder.people;
    await makeOld(Ben.id);
    expect(await signsIn(Ben.email, 'not the password')).toBe(false);
    expect((await hashOf(Ben.id)).startsWith(weak)).toBe(true);
    expect(await signsIn(Ben.email, password)).toBe(true);
    const made = await hashOf(Ben.id);
    expect(made).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const hash = jest.spyOn(PasswordsService.prototype, 'hash');
    expect(await signsIn(Ben.email, password)).toBe(true);
    expect(hash).not.toHaveBeenCalled();
    expect(await hashOf(Ben.id)).toBe(made);
    hash.mockRestore();
  });
});
