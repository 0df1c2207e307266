import { startApp, type RunningApp } from '../kit/app';
import { agentSocket } from '../kit/agent-socket';
import { Browser } from '../kit/browser';
import { secondStep, setUp, signInSettings } from '../kit/factors';
import { password } from '../kit/people';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';

/** Signing in gives away nothing: not the password, not who has an account, not a session that could be stolen from the data. */
describe('V20 signing in', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  it('keeps passwords as argon2id', async () => {
    const rows = await rowsOf<{ hash: string }>(server, 'SELECT password_hash AS hash FROM account');
    expect(rows.length).toBeGreaterThan(1);
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$/);
  });

  it('answers the same to a wrong password and to an unknown address', async () => {
    const tried = async (email: string) => {
      const { status, text } = await new Browser(server.url).post('/sign-in', { email, password: 'a wrong long sentence' });
      return [status, text.replaceAll(email, 'EMAIL').replace(/nonce" content="[^"]*"|nonce="[^"]*"/g, '')];
    };
    expect(await tried(shop.team.people.Ben.email)).toEqual(await tried('nobody@alder.example'));
  });

  it('gives a cookie that scripts cannot read, of which only a hash is kept', async () => {
    const answer = await fetch(`${server.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: server.url, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email: shop.team.people.Ben.email, password }),
    });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
    const value = /=([^;]+)/.exec(cookie)![1];
    expect(JSON.stringify(await rowsOf(server, 'SELECT * FROM session'))).not.toContain(value);
  });

  it('asks for a second factor where a person has one: each code once, and the password alone opens nothing', async () => {
    const { app, codes } = await setUp(server, await shop.browser('Ben'));
    const half = async () => {
      const browser = new Browser(server.url);
      await browser.post('/sign-in', { email: shop.team.people.Ben.email, password });
      expect((await browser.get('/inbox/open')).status).toBe(303);
      return browser;
    };
    const code = await app.next();
    const [one, two] = [await half(), await half()];
    expect((await one.post(secondStep, { code })).status).toBe(303);
    expect((await one.get('/inbox/open')).status).toBe(200);
    expect((await two.post(secondStep, { code })).status).toBe(401);
    expect((await two.get('/inbox/open')).status).toBe(303);
    const stored = JSON.stringify(await rowsOf(server, 'SELECT * FROM authenticator, recovery_code'));
    for (const secret of [app.secret, ...codes]) expect(stored).not.toContain(secret.replaceAll('-', ''));
    expect((await two.post(secondStep, { code: codes[0] })).status).toBe(303);
  });

  it('lets a workspace ask everybody for one: whoever has none can do nothing else', async () => {
    const vera = await shop.browser('Vera');
    await (await shop.browser('Olu')).post('/settings/sign-in', { requiredOf: 'everybody' });
    expect(await vera.get('/inbox/open')).toMatchObject({ status: 303, location: signInSettings });
    await expect(agentSocket(vera)).rejects.toThrow('403');
    await setUp(server, vera);
    expect((await vera.get('/inbox/open')).status).toBe(200);
  });
});
