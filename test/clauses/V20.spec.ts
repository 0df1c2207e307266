import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
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
});
