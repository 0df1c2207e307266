import { RegistrationService } from '../../../src/workspaces/registration/registration.service';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { furnish, password, signIn, type Team } from '../../kit/people';
import { count, rowsOf } from '../../kit/rows';
import { moveClock } from '../../kit/shop';

const customer = { name: 'Nina', password: 'a good long sentence', company: 'Rowan Ltd', workspace: 'Rowan' };

describe('where registration is open', () => {
  let server: RunningApp;
  let alder: Team;
  let round = 0;
  beforeAll(async () => {
    server = await startApp({ env: { REGISTRATION: 'open' } });
    alder = await furnish(server, 'Alder', { Olga: 'owner', Ben: 'agent' });
  });
  afterAll(() => server.stop());
  let email: string;
  beforeEach(() => void (email = `nina${++round}@rowan.example`));
  const ask = async (address: string) => {
    const answer = await new Browser(server.url).post('/register', { email: address });
    await server.app.get(RegistrationService, { strict: false }).writing;
    return answer;
  };
  const linkFor = async (address: string) => {
    await ask(address);
    const sql = 'SELECT link FROM mail WHERE recipient = ? AND link IS NOT NULL ORDER BY id DESC';
    return new URL((await rowsOf<{ link: string }>(server, sql, [address]))[0].link).pathname;
  };

  it('an address that was confirmed gets an account with a company and a workspace of its own, and nothing of others', async () => {
    const link = await linkFor(email);
    expect(await count(server, 'account', 'email = ?', [email])).toBe(0);
    const nina = new Browser(server.url);
    expect((await nina.get(link)).text).toContain(email);
    const answer = await nina.post(link, customer);
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^\/settings\/websites\/\w+\/install$/);
    expect((await nina.get(answer.location!)).status).toBe(200);
    const sql = `SELECT m.role, w.name, a.company FROM account a JOIN member m ON m.account_id = a.id JOIN workspace w ON w.id = m.workspace_id
      WHERE a.email = ?`;
    expect(await rowsOf(server, sql, [email])).toEqual([{ role: 'owner', name: 'Rowan', company: 'Rowan Ltd' }]);
    expect((await nina.get('/settings/agents')).text).not.toContain('olga@alder.example');
    for (const method of ['get', 'post'] as const)
      expect((await new Browser(server.url)[method](link, { ...customer, name: 'Eve' })).status).toBe(404);
  });

  it('answers the same for an address that has an account, which is told in its own mailbox', async () => {
    const [fresh, known] = [await ask(email), await ask(alder.people.Ben.email)];
    expect([known.status, known.location, known.text]).toEqual([fresh.status, fresh.location, fresh.text]);
    const mails = await rowsOf<{ subject: string; link: string | null }>(
      server,
      'SELECT subject, link FROM mail WHERE recipient = ?',
      [alder.people.Ben.email],
    );
    expect(mails).toEqual([{ subject: 'You have an account already', link: null }]);
    expect(await count(server, 'registration', 'email = ?', [alder.people.Ben.email])).toBe(0);
  });

  it('a link works for a day, and of two who use it at once one wins', async () => {
    const link = await linkFor(email);
    moveClock(server, 24 * 3_600_000 + 1000);
    expect((await new Browser(server.url).post(link, customer)).status).toBe(404);
    moveClock(server, -24 * 3_600_000 - 1000);
    const answers = await Promise.all([1, 2].map(() => new Browser(server.url).post(link, customer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect(await count(server, 'account', 'email = ?', [email])).toBe(1);
  });

  it.each([
    { what: 'a role', more: { role: 'owner' } },
    { what: 'another address', more: { email: 'olga@alder.example' } },
    { what: 'a workspace that there is', more: { workspaceId: 'x' } },
    { what: 'a password that many use', more: { password: 'iloveyou' } },
    { what: 'no company', more: { company: '' } },
  ])('takes no $what', async ({ more }) => {
    const link = await linkFor(email);
    expect((await new Browser(server.url).post(link, { ...customer, ...more })).status).toBe(422);
    expect(await count(server, 'account', 'email = ?', [email])).toBe(0);
  });

  it('is offered where people sign in', async () => {
    expect((await new Browser(server.url).get('/sign-in')).text).toContain('href="/register"');
  });
});

describe.each(['closed', 'invitation'])('where registration is %s', (REGISTRATION) => {
  let server: RunningApp;
  beforeAll(async () => {
    server = await startApp({ env: { REGISTRATION } });
    await furnish(server, 'Alder', { Olga: 'owner' });
    await furnish(server, 'Birch', { Zoe: 'owner' });
  });
  afterAll(() => server.stop());

  it('the doors are not there', async () => {
    const browser = new Browser(server.url);
    expect((await browser.get('/sign-in')).text).not.toContain('/register');
    for (const path of ['/register', '/register/sent', `/register/${'a'.repeat(43)}`])
      expect((await browser.get(path)).status).toBe(404);
    expect((await browser.post('/register', { email: 'nina@rowan.example' })).status).toBe(404);
    expect(await count(server, 'registration')).toBe(0);
  });

  it(`an invitation makes ${REGISTRATION === 'closed' ? 'no' : 'a'} new account, and lets those in who have one`, async () => {
    const olga = await signIn(server, { email: 'olga@alder.example' });
    const invite = async () => {
      await olga.post('/settings/invitations', { role: 'agent' });
      return /(\/invitations\/[\w-]{43})/.exec((await olga.get('/settings/agents')).text)![1];
    };
    const joined = await new Browser(server.url).post(await invite(), { name: 'Nina', email: 'nina@rowan.example', password });
    expect(joined.status).toBe(REGISTRATION === 'closed' ? 403 : 303);
    expect(
      (await new Browser(server.url).post(await invite(), { name: 'Zoe', email: 'zoe@birch.example', password })).status,
    ).toBe(303);
  });
});
