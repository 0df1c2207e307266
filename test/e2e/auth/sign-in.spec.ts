import { PasswordsService } from '../../../src/auth/passwords.service';
import { agentSocket } from '../../kit/agent-socket';
import { SessionsService } from '../../../src/auth/sessions.service';
import { Clock } from '../../../src/common/clock';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser, type Fields } from '../../kit/browser';
import { furnish, password, signIn, type Team } from '../../kit/people';

let server: RunningApp;
let alder: Team;

beforeAll(async () => {
  server = await startApp();
  alder = await furnish(server, 'Alder', { Olga: 'owner', Ben: 'agent' });
});
afterAll(() => server.stop());
afterEach(() => jest.restoreAllMocks());

const sessions = () => server.app.get(Database).query<{ id: string }>('SELECT id FROM session');

describe('signing in', () => {
  it('starts a session under a cookie that scripts cannot read, and leads to the inbox', async () => {
    const browser = new Browser(server.url);
    const answer = await browser.post('/sign-in', { email: 'BEN@alder.example ', password });
    expect(answer).toMatchObject({ status: 303, location: '/inbox' });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^parlour_session=[\w-]{43}; Max-Age=7776000; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    expect((await browser.get('/')).location).toBe('/inbox');
    expect((await browser.get('/sign-in')).location).toBe('/inbox');
  });

  it('keeps no token that could be used', async () => {
    const browser = await signIn(server, alder.people.Ben!);
    const token = browser.cookies.get('parlour_session')!;
    expect((await sessions()).map(({ id }) => id)).not.toContain(token);
  });

  it.each([
    { what: 'a wrong password', fields: { email: 'ben@alder.example', password: 'wrong password' }, status: 401 },
    { what: 'an unknown address', fields: { email: 'nobody@alder.example', password }, status: 401 },
    { what: 'no password', fields: { email: 'ben@alder.example' }, status: 422 },
    { what: 'a list of addresses', fields: { email: ['ben@alder.example', 'x@y.example'], password }, status: 422 },
    { what: 'a list of passwords', fields: { email: 'ben@alder.example', password: [password, password] }, status: 422 },
    { what: 'a field too many', fields: { email: 'ben@alder.example', password, role: 'owner' }, status: 422 },
    { what: 'no address', fields: { email: 'ben', password }, status: 422 },
  ])('is refused with $what, and shows the form again', async ({ fields, status }) => {
    const before = await sessions();
    const browser = new Browser(server.url);
    const answer = await browser.post('/sign-in', fields as Fields);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('action="/sign-in"');
    expect(answer.text).not.toContain(password);
    expect(browser.cookies.size).toBe(0);
    expect(await sessions()).toEqual(before);
  });

  it.each<unknown>([
    { email: { $ne: '' }, password },
    { email: 'ben@alder.example', password: { length: 20 } },
    'text',
    [],
    null,
  ])('refuses %j as JSON', async (body) => {
    const answer = await new Browser(server.url).postJson('/sign-in', body);
    expect([400, 422]).toContain(answer.status);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('answers the same for a wrong password and an unknown address', async () => {
    const browser = new Browser(server.url);
    const plain = (text: string) => text.replace(/nonce-|[\w+/=&#;.]{20,}/g, '').replace(/(ben|nobody)@alder.example/g, '');
    const known = await browser.post('/sign-in', { email: 'ben@alder.example', password: 'wrong password' });
    const unknown = await browser.post('/sign-in', { email: 'nobody@alder.example', password: 'wrong password' });
    expect(plain(unknown.text)).toBe(plain(known.text));
  });

  it('does the same work for both, so that time tells nothing either', async () => {
    const verify = jest.spyOn(PasswordsService.prototype, 'verify');
    const browser = new Browser(server.url);
    await browser.post('/sign-in', { email: 'ben@alder.example', password: 'wrong password' });
    await browser.post('/sign-in', { email: 'nobody@alder.example', password: 'wrong password' });
    expect(verify.mock.calls).toEqual([
      [expect.stringMatching(/^\$argon2id/), 'wrong password'],
      [undefined, 'wrong password'],
    ]);
  });

  it('gives a new token, and ends the one that the browser came with', async () => {
    const browser = await signIn(server, alder.people.Ben!);
    const former = browser.cookies.get('parlour_session')!;
    await browser.post('/sign-in', { email: 'ben@alder.example', password });
    expect(browser.cookies.get('parlour_session')).not.toBe(former);
    expect((await browser.get('/', { Cookie: `parlour_session=${former}` })).location).toBe('/sign-in');
  });

  it('takes no token that somebody else chose', async () => {
    const browser = new Browser(server.url);
    const planted = 'x'.repeat(43);
    browser.cookies.set('parlour_session', planted);
    await browser.post('/sign-in', { email: 'ben@alder.example', password });
    expect(browser.cookies.get('parlour_session')).not.toBe(planted);
  });

  it.each([
    ['/settings/workspace?x=1', '/settings/workspace?x=1'],
    ['//evil.example/', '/inbox'],
    ['https://evil.example/', '/inbox'],
    ['/\\evil.example', '/inbox'],
    ['', '/inbox'],
  ])('goes on to %s: %s', async (next, location) => {
    const browser = new Browser(server.url);
    expect((await browser.post('/sign-in', { email: 'ben@alder.example', password, next })).location).toBe(location);
    expect((await browser.get(`/sign-in?next=${encodeURIComponent(next)}`)).location).toBe(location);
  });

  it.each([
    { what: 'a foreign origin', headers: { Origin: 'https://evil.example' } },
    { what: 'no origin', headers: { Origin: '' } },
    { what: 'a null origin', headers: { Origin: 'null' } },
  ])('is refused from $what', async ({ headers }) => {
    const browser = new Browser(server.url);
    const answer = await browser.post('/sign-in', { email: 'ben@alder.example', password }, headers);
    expect(answer.status).toBe(403);
    expect(browser.cookies.size).toBe(0);
  });
});

describe('a session', () => {
  it('ends with signing out, for the token too', async () => {
    const browser = await signIn(server, alder.people.Ben!);
    const token = browser.cookies.get('parlour_session')!;
    const socket = await agentSocket(browser);
    expect((await browser.post('/sign-out')).location).toBe('/sign-in');
    expect(browser.cookies.size).toBe(0);
    expect((await browser.get('/', { Cookie: `parlour_session=${token}` })).location).toBe('/sign-in');
    expect(server.events.map(({ name }) => name)).toContain('session.ended');
    expect(await socket.closed).toEqual({ code: 1008, reason: 'signed out' });
    expect((await browser.post('/sign-out')).location).toBe('/sign-in');
  });

  it.each([
    { after: '13 days without use', days: [13], location: '/inbox' },
    { after: '15 days without use', days: [15], location: '/sign-in' },
    { after: '88 days of use', days: [11, 22, 33, 44, 55, 66, 77, 88], location: '/inbox' },
    { after: '91 days of use', days: [11, 22, 33, 44, 55, 66, 77, 88, 91], location: '/sign-in' },
  ])('$after leads to $location', async ({ days, location }) => {
    const browser = await signIn(server, alder.people.Ben!);
    const start = Date.now();
    let answer;
    for (const day of days) {
      jest.spyOn(Clock.prototype, 'millis').mockReturnValue(start + day * 86_400_000);
      answer = await browser.get('/');
      // Its use is written down behind the answer; a write after it waits for that.
      await server.app.get(Database).transaction(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(answer?.location).toBe(location);
  });

  it.each([
    '',
    'x',
    'parlour_session=',
    'parlour_session=%00',
    `parlour_session=${'x'.repeat(43)}`,
    'parlour_session=x; parlour_session=y',
  ])('is not opened by the cookie %j', async (Cookie) => {
    expect((await new Browser(server.url).get('/', { Cookie })).location).toBe('/sign-in');
  });
});

describe('all sessions of an account', () => {
  it('end at once, and nobody else’s', async () => {
    const [here, there, olga] = [
      await signIn(server, alder.people.Ben!),
      await signIn(server, alder.people.Ben!),
      await signIn(server, alder.people.Olga!),
    ];
    await server.app.get(SessionsService, { strict: false }).endAllOf(alder.people.Ben!.id);
    for (const browser of [here, there]) expect((await browser.get('/')).location).toBe('/sign-in');
    expect((await olga.get('/')).location).toBe('/inbox');
    expect(server.events).toContainEqual({ name: 'session.ended', event: { accountId: alder.people.Ben!.id } });
  });

  it('that another node ended without a word are over within five seconds', async () => {
    const browser = await signIn(server, alder.people.Ben!);
    expect((await browser.get('/')).location).toBe('/inbox');
    await server.app.get(Database).transaction((tx) => tx.run('DELETE FROM session'));
    jest.spyOn(Clock.prototype, 'millis').mockReturnValue(Date.now() + 5_001);
    expect((await browser.get('/')).location).toBe('/sign-in');
  });
});

describe('behind TLS', () => {
  let secure: RunningApp;
  beforeAll(async () => {
    secure = await startApp({ env: { PUBLIC_URL: 'https://chat.example' } });
    await furnish(secure, 'Alder', { Ben: 'owner' });
  });
  afterAll(() => secure.stop());

  it('the cookie is bound to the host, and its plain sister is not believed', async () => {
    const browser = new Browser(secure.url);
    const answer = await browser.post('/sign-in', { email: 'ben@alder.example', password }, { Origin: 'https://chat.example' });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-parlour_session=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await browser.get('/')).location).toBe('/inbox');
    const token = browser.cookies.get('__Host-parlour_session');
    expect((await browser.get('/', { Cookie: `parlour_session=${token}` })).location).toBe('/sign-in');
  });
});
