import { createHmac } from 'node:crypto';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { dump } from '../../kit/dump';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import { VisitorClient, type HttpAnswer } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  server = await startApp();
  [shop, other] = [await Shop.open(server, 'Alder'), await Shop.open(server, 'Birch')];
});
afterAll(() => server.stop());

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** The thread alone, without the list beside it. */
const frame = { 'Turbo-Frame': 'thread' };

interface Signed {
  claims?: object;
  header?: object;
  secret?: string;
  digest?: 'sha256' | 'sha512';
}
function sign({ claims = {}, header = { alg: 'HS256', typ: 'JWT' }, secret, digest = 'sha256' }: Signed = {}): string {
  const body = `${encode(header)}.${encode({ sub: 'user-1', exp: inSeconds(3600), name: 'Ana', email: 'ana@example.org', ...claims })}`;
  return `${body}.${createHmac(digest, secret ?? shop.website.identitySecret)
    .update(body)
    .digest('base64url')}`;
}
async function welcome(identity: unknown): Promise<HttpAnswer> {
  const response = await fetch(`${server.url}/widget/v1/visitors`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ website: shop.website.key, identity }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as HttpAnswer['body'] };
}

describe('a website that vouches for its user', () => {
  it('leads the same user to the same conversation on every device', async () => {
    const telephone = await shop.visitor({ identity: sign() });
    const desk = await shop.visitor({ identity: sign({ claims: { exp: inSeconds(60) } }) });
    expect([telephone.verified, desk.verified]).toEqual([true, true]);
    expect(desk.id).toBe(telephone.id);
    const { conversation } = await telephone.say('From my telephone');
    const { state, messages } = await desk.resume(0);
    expect(state).toMatchObject({ conversation, visitor: { name: 'Ana', email: 'ana@example.org', verified: true } });
    expect(messages.map(({ body }) => body)).toEqual(['From my telephone']);
  });

  it('tells users apart, and websites', async () => {
    const ana = await shop.visitor({ identity: sign({ claims: { sub: 'user-2' } }) });
    const eva = await shop.visitor({ identity: sign({ claims: { sub: 'user-3' } }) });
    const elsewhere = await other.visitor({
      identity: sign({ claims: { sub: 'user-2' }, secret: other.website.identitySecret }),
    });
    expect(new Set([ana.id, eva.id, elsewhere.id]).size).toBe(3);
  });

  it('has the last word about name and address', async () => {
    const ana = await shop.visitor({ identity: sign({ claims: { sub: 'user-4' } }) });
    await ana.say('Hello');
    await ana.act('visitor.update', { name: 'The Queen', email: 'queen@example.org' });
    expect((await ana.resume()).state.visitor).toEqual({ name: 'Ana', email: 'ana@example.org', verified: true });
    await shop.visitor({ identity: sign({ claims: { sub: 'user-4', name: 'Ana Maria', email: undefined } }) });
    expect((await ana.resume()).state.visitor).toEqual({ name: 'Ana Maria', email: null, verified: true });
  });

  it.each<[string, () => unknown]>([
    ['another secret', () => sign({ secret: other.website.identitySecret })],
    ['the public key as the secret', () => sign({ secret: shop.website.key })],
    ['an empty secret', () => sign({ secret: '' })],
    ['no algorithm', () => `${encode({ alg: 'none' })}.${encode({ sub: 'user-1', exp: inSeconds(60) })}.`],
    ['no algorithm in capitals', () => sign({ header: { alg: 'NONE' } })],
    ['no algorithm, and a signature', () => sign({ header: { alg: 'none' } })],
    ['a public key’s algorithm with the secret', () => sign({ header: { alg: 'RS256', typ: 'JWT' } })],
    ['another hash', () => sign({ header: { alg: 'HS512' }, digest: 'sha512' })],
    ['a key that it brings along', () => sign({ header: { alg: 'HS256', jwk: { kty: 'oct', k: 'AA' } }, secret: '\0' })],
    ['a claim that was changed', () => sign().replace(/\.[^.]+\./, `.${encode({ sub: 'user-9', exp: inSeconds(60) })}.`)],
    ['an end that is past', () => sign({ claims: { exp: inSeconds(-60) } })],
    ['an end too far away', () => sign({ claims: { exp: inSeconds(25 * 3600) } })],
    ['no end', () => sign({ claims: { exp: undefined } })],
    ['an end that is a text', () => sign({ claims: { exp: String(inSeconds(60)) } })],
    ['no user', () => sign({ claims: { sub: undefined } })],
    ['an empty user', () => sign({ claims: { sub: '' } })],
    ['a user that is a number', () => sign({ claims: { sub: 7 } })],
    ['a user with a zero character', () => sign({ claims: { sub: 'a\0b' } })],
    ['a user too long', () => sign({ claims: { sub: 'x'.repeat(201) } })],
    ['a beginning that is not yet', () => sign({ claims: { nbf: inSeconds(600) } })],
    ['nothing', () => ''],
    ['no token at all', () => 'a.b.c'],
  ])('is not believed with %s', async (_name, make) => {
    const before = await dump(server);
    const { status, body } = await welcome(make());
    expect(status).toBe(401);
    expect(body.error?.code).toBe('identity.invalid');
    expect(JSON.stringify(body)).not.toContain('token":');
    expect(await dump(server)).toEqual(before);
  });

  it('may say odd names, which stay texts', async () => {
    const ana = await shop.visitor({ identity: sign({ claims: { sub: 'user-5', name: ' \0Ana\ud800 ', email: 7 } }) });
    expect((await ana.resume()).state.visitor).toEqual({ name: 'Ana\ufffd', email: null, verified: true });
  });
});

describe('what somebody only types', () => {
  it('never opens another conversation', async () => {
    const ana = await shop.visitor({ identity: sign({ claims: { sub: 'user-6', email: 'ana6@example.org' } }) });
    await ana.say('My secret');
    const eve = await shop.visitor();
    await eve.say('Hello, I am Ana');
    const { body } = await eve.act('visitor.update', { name: 'Ana', email: 'ana6@example.org' });
    expect(body).toMatchObject({ event: 'visitor.updated', data: { email: 'ana6@example.org' } });
    const { state, messages } = await eve.resume(0);
    expect(state.visitor.verified).toBe(false);
    expect(JSON.stringify(messages)).not.toContain('secret');
    expect(await count(server, 'visitor', 'email = ?', ['ana6@example.org'])).toBe(2);
    const { text } = await (await shop.browser('Ben')).get(`/inbox/open/${state.conversation}`, frame);
    expect(text).not.toContain('My secret');
  });

  it('can be changed and removed', async () => {
    const ana = await shop.visitor();
    await ana.say('Hello');
    await ana.act('visitor.update', { name: '  Ana\nMaria ', email: 'a@example.org' });
    expect((await ana.resume()).state.visitor).toEqual({ name: 'Ana Maria', email: 'a@example.org', verified: false });
    await ana.act('visitor.update', { email: null });
    expect((await ana.resume()).state.visitor).toEqual({ name: 'Ana Maria', email: null, verified: false });
  });
});

it('an agent sees whether an address was vouched for', async () => {
  const [ana, eve] = [await shop.visitor({ identity: sign({ claims: { sub: 'user-8' } }) }), await shop.visitor()];
  const known = await ana.say('Hello');
  const claimed = await eve.say('Hello');
  await eve.act('visitor.update', { name: 'Ana', email: 'ana@example.org' });
  const [row] = await rowsOf(server, 'SELECT external_id FROM visitor WHERE id = ?', [ana.id]);
  expect(row).toEqual({ external_id: 'user-8' });
  const ben = await shop.browser('Ben');
  const pages = await Promise.all([known, claimed].map(({ conversation }) => ben.get(`/inbox/open/${conversation}`, frame)));
  const [vouched, typed] = pages.map(({ text }) => /Not verified|unverified|not verified|verified/i.exec(text)?.[0]);
  expect(vouched).not.toBe(typed);
});

describe('a token', () => {
  it('ends after a day if nobody wrote with it, and never otherwise', async () => {
    const [idle, busy] = [await shop.visitor(), await shop.visitor()];
    await busy.say('Hello');
    moveClock(server, 25 * 3600 * 1000);
    const refused = await idle.act('message.send', { id: 'sixteen-characters', body: 'x' });
    expect(refused.status).toBe(401);
    expect(refused.body.error?.code).toBe('visitor.unknown');
    expect((await busy.say('Hello again')).seq).toBe(2);
  });

  it('is over when its visitor is gone', async () => {
    const ana = await shop.visitor();
    await ana.say('Hello');
    moveClock(server, 25 * 3600 * 1000);
    await server.app.get(Database).transaction((tx) => tx.run('DELETE FROM visitor WHERE id = ?', [ana.id]));
    expect((await ana.act('ping')).body.error?.code).toBe('visitor.unknown');
  });

  it.each<[string, (token: string) => string | undefined, string]>([
    ['none', () => undefined, 'token.missing'],
    ['one that is cut off', (token) => token.slice(0, -1), 'token.invalid'],
    ['one with another visitor in it', (token) => token.replace(/\.[0-9a-z]{26}\./, `.${'0'.repeat(26)}.`), 'token.invalid'],
    ['one that is younger than it was', (token) => token.replace(/\.([0-9a-z]{8})\./, '.zzzzzzzz.'), 'token.invalid'],
  ])('%s is refused', async (_name, change, code) => {
    const { token } = await shop.visitor();
    const changed = change(token);
    const client = changed === undefined ? undefined : VisitorClient.withToken(server.url, changed);
    const { status, body } = client
      ? await client.act('ping')
      : { status: 401, body: (await (await fetch(`${server.url}/widget/v1/events`)).json()) as HttpAnswer['body'] };
    expect(status).toBe(401);
    expect(body.error?.code).toBe(code);
  });
});
