import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { get } from 'node:https';
import { join } from 'node:path';
import { secretsCommand } from '../../src/secrets.command';
import { filesUnder, rowsOnPostgres, tracesOf } from '../kit/bytes';
import { startApp, type RunningApp } from '../kit/app';
import { signIn } from '../kit/people';
import { enablePlugin } from '../kit/plugins';
import { Shop } from '../kit/shop';
import { vouched } from '../kit/vouched';

/** What travels is encrypted by the proxy in front or by the server itself; what is secret is sealed where it lies. */
describe('V21 encryption', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' } });
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());
  const secure = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'chat.alder.example' };

  it('behind TLS browsers are told to stay with it, and cookies travel nowhere else', async () => {
    const answer = await fetch(`${server.url}/sign-in`, { headers: secure });
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
    const plain = await fetch(`${server.url}/sign-in`);
    expect(plain.headers.get('strict-transport-security')).toBeNull();
    const { email } = shop.team.people.Ben;
    const signed = await fetch(`${server.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...secure, Origin: 'https://chat.alder.example', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email, password: 'a good long sentence' }),
    });
    expect(signed.status).toBe(303);
    const [cookie] = signed.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-/);
    expect(cookie).toMatch(/; Secure/i);
    expect(cookie).toMatch(/; HttpOnly/i);
  });

  it('behind TLS the pages connect over wss only', async () => {
    const ben = await signIn(server, shop.team.people.Ben);
    const page = await fetch(`${server.url}/sign-in`, { headers: { ...secure, Cookie: ben.cookieHeader } });
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain('wss://chat.alder.example');
    expect(policy).not.toMatch(/ws:\/\//);
  });

  it('without a proxy that is named nobody can say that they came over TLS', async () => {
    const alone = await startApp();
    const page = await fetch(`${alone.url}/setup`, { headers: secure });
    await alone.stop();
    expect(page.headers.get('strict-transport-security')).toBeNull();
    expect(page.headers.get('content-security-policy')).not.toContain('alder.example');
  });

  it('without a proxy the server speaks TLS itself, and over TLS its sockets', async () => {
    const kit = join(__dirname, '../kit/certificates');
    const pair = { TLS_CERT: join(kit, 'first.crt'), TLS_KEY: join(kit, 'first.key') };
    const own = await startApp({ env: pair });
    const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) =>
      get(`${own.url}/setup`, { ca: readFileSync(pair.TLS_CERT) }, (answer) => resolve(answer.resume().headers)).on(
        'error',
        reject,
      ),
    );
    await own.stop();
    expect(own.url).toMatch(/^https:/);
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000/);
    expect(headers['content-security-policy']).toContain('wss://127.0.0.1');
  });

  it('the secret of a website lies sealed too, and a rotation of keys lets nobody notice', async () => {
    const traces = async () => {
      const files = filesUnder(server.settings.DATA_DIR);
      for (const [name, bytes] of await rowsOnPostgres(server.settings.DATABASE_URL)) files.set(name, bytes);
      return tracesOf(files, [shop.website.identitySecret]);
    };
    expect(await traces()).toEqual([]);
    const identity = vouched({ sub: 'user-7' }, shop.website.identitySecret);
    const before = await shop.visitor({ identity });
    await secretsCommand(server.settings, ['rotate'], { say: () => undefined, settle: 0 });
    expect(await traces()).toEqual([]);
    expect((await shop.visitor({ identity })).id).toBe(before.id);
  });

  it('the secret of a plugin lies sealed: it is in no file, and on no page', async () => {
    const secret = 'sk-hawthorn-1042-secret';
    await enablePlugin(server, shop.workspaceId, 'translate-deepl', { key: secret });
    const files = filesUnder(server.settings.DATA_DIR);
    for (const [name, bytes] of await rowsOnPostgres(server.settings.DATABASE_URL)) files.set(name, bytes);
    expect(tracesOf(files, ['translate-deepl'])).not.toEqual([]);
    expect(tracesOf(files, [secret])).toEqual([]);
    expect((await (await shop.browser('Olu')).get('/settings/plugins/translate-deepl')).text).not.toContain(secret);
  });
});
