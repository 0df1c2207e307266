import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Outbound, type Call } from '../../src/common/outbound/outbound';
import type { OutboundRefused } from '../../src/common/outbound/outbound-refused';
import { answersOf } from './outside-answers';

/** Stands for a public address: the operator opened it, and nothing else. */
const open = '127.0.0.2';
/** Stands for what is inside: a service of this machine that nobody outside may reach. */
const inside = '127.0.0.1';

let outside: Server;
let secret: Server;
let port: number;
let knocks = 0;
let seen: { path: string; method: string; headers: Record<string, unknown>; body: string }[] = [];

beforeAll(async () => {
  outside = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += String(piece);
    seen.push({ path: request.url!, method: request.method!, headers: request.headers, body });
    (answers[request.url!] ?? (() => response.end('hello')))(response);
  });
  port = await new Promise((resolve) => outside.listen(0, open, () => resolve((outside.address() as AddressInfo).port)));
  // On the same port, so that only the address tells them apart.
  secret = createServer((_request, response) => response.end('the secret of the house'));
  secret.on('connection', () => knocks++);
  await new Promise<void>((resolve) => secret.listen(port, inside, resolve));
});
afterAll(() => {
  for (const server of [outside, secret]) {
    server.close();
    server.closeAllConnections();
  }
});
beforeEach(() => ([knocks, seen] = [0, []]));

const answers = answersOf(inside, () => port);
const names: Record<string, string[]> = {
  'good.example': [open],
  'other.example': [open],
  'inside.example': [inside],
  'mixed.example': [inside, open],
  'mapped.example': ['::ffff:7f00:1'],
  'nobody.example': [],
};
const resolve = (host: string) => (names[host] ? Promise.resolve(names[host]) : Promise.reject(new Error(`ENOTFOUND ${host}`)));
const outbound = new Outbound({ OUTBOUND_PRIVATE_NETWORK: [open] }, resolve);
const call = (path: string, options?: Call) => outbound.fetch(`http://good.example:${port}${path}`, options);
const codeOf = (answer: Promise<Response>) =>
  answer.then(
    ({ status }) => `came with ${status}`,
    (error: OutboundRefused) => error.code,
  );

it('a good call is answered, and brings nothing of the environment with it', async () => {
  process.env.HTTP_PROXY = process.env.http_proxy = `http://${inside}:${port}`;
  process.env.NODE_USE_ENV_PROXY = '1';
  try {
    const answer = await call('/?q=1', { method: 'post', body: 'x', headers: { 'X-Own': 'yes' } });
    expect([answer.status, await answer.text()]).toEqual([200, 'hello']);
  } finally {
    for (const name of ['HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY']) delete process.env[name];
  }
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ path: '/?q=1', method: 'POST', body: 'x' });
  expect(seen[0].headers).toMatchObject({ 'x-own': 'yes', host: `good.example:${port}`, 'accept-encoding': 'identity' });
  expect(knocks).toBe(0);
  expect((await call('/empty')).status).toBe(204);
});

it('a name that leads inside when it is asked again was asked once: no rebinding', async () => {
  let asked = 0;
  const rebinding = new Outbound({ OUTBOUND_PRIVATE_NETWORK: [open] }, () => Promise.resolve([asked++ ? inside : open]));
  expect(await (await rebinding.fetch(`http://turning.example:${port}/`)).text()).toBe('hello');
  expect(asked).toBe(1);
  // The next call asks anew, and is refused.
  expect(await codeOf(rebinding.fetch(`http://turning.example:${port}/`))).toBe('outbound.private');
  expect(knocks).toBe(0);
});

it('of a name with both kinds of addresses only the public ones are called', async () => {
  expect(await (await outbound.fetch(`http://mixed.example:${port}/`)).text()).toBe('hello');
  expect(knocks).toBe(0);
});

it.each([
  ['inside.example', 'outbound.private'],
  ['mapped.example', 'outbound.private'],
  ['nobody.example', 'outbound.name'],
  ['unknown.example', 'outbound.name'],
  ['127.0.0.1', 'outbound.private'],
  ['127.1', 'outbound.private'],
  ['127.0.0.1.', 'outbound.private'],
  ['2130706433', 'outbound.private'],
  ['0x7f000001', 'outbound.private'],
  ['0x7f.1', 'outbound.private'],
  ['0177.0.0.1', 'outbound.private'],
  ['017700000001', 'outbound.private'],
  ['１２７.０.０.１', 'outbound.private'],
  ['0', 'outbound.private'],
  ['[::1]', 'outbound.private'],
  ['[::]', 'outbound.private'],
  ['[::ffff:127.0.0.1]', 'outbound.private'],
  ['[::ffff:7f00:1]', 'outbound.private'],
  ['[0:0:0:0:0:ffff:7f00:0001]', 'outbound.private'],
  ['[64:ff9b::7f00:1]', 'outbound.private'],
  ['[2002:7f00:1::]', 'outbound.private'],
  ['[fe80::1]', 'outbound.private'],
  ['[fd00:ec2::254]', 'outbound.private'],
  ['169.254.169.254', 'outbound.private'],
  ['10.0.0.1', 'outbound.private'],
  ['100.64.0.1', 'outbound.private'],
  ['256.256.256.256', 'outbound.address'],
  ['[fe80::1%25eth0]', 'outbound.address'],
])('the host %s is refused: %s', async (host, code) => {
  expect(await codeOf(outbound.fetch(`http://${host}:${port}/`))).toBe(code);
  expect([knocks, seen]).toEqual([0, []]);
});

it.each(['localhost', 'LOCALHOST', 'localhost.'])('%s, asked of this machine’s own names, is refused', async (host) => {
  const real = new Outbound({ OUTBOUND_PRIVATE_NETWORK: [] });
  expect(['outbound.private', 'outbound.name']).toContain(await codeOf(real.fetch(`http://${host}:${port}/`)));
  expect(knocks).toBe(0);
});

it.each([
  'file:///etc/passwd',
  'ftp://good.example/',
  'gopher://good.example/',
  'data:text/plain,x',
  'javascript:1',
  'unix:/run/docker.sock',
  'ws://good.example/',
  'http://eve@good.example/',
  'http://eve:word@good.example/',
  '//good.example/',
  '',
  'http://',
])('%j is no address for a call', async (address) => {
  expect(await codeOf(outbound.fetch(address))).toBe('outbound.address');
  expect(seen).toEqual([]);
});

describe('a redirect', () => {
  it('is not followed unless that was asked for', async () => {
    const answer = await call('/to-inside');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `http://${inside}:${port}/`]);
    expect(knocks).toBe(0);
  });

  it.each([
    ['/to-inside', 'outbound.private'],
    ['/to-metadata', 'outbound.private'],
    ['/to-name', 'outbound.private'],
    ['/to-file', 'outbound.address'],
    ['/to-user', 'outbound.address'],
    ['/round', 'outbound.redirect'],
  ])('%s is refused: %s', async (path, code) => {
    expect(await codeOf(call(path, { redirects: 3 }))).toBe(code);
    expect(knocks).toBe(0);
  });

  it('to another host leaves secrets behind', async () => {
    const headers = { Authorization: 'Bearer word', cookie: 'a=b', 'X-Own': 'yes' };
    await call('/on', { redirects: 1, headers });
    expect(seen[0].headers).toMatchObject({ authorization: 'Bearer word', cookie: 'a=b' });
    expect(seen[1]).toMatchObject({ path: '/end', headers: { host: `other.example:${port}`, 'x-own': 'yes' } });
    expect(seen[1].headers).not.toHaveProperty('authorization');
    expect(seen[1].headers).not.toHaveProperty('cookie');
  });

  it.each([
    ['/on-307', 'PUT', 'PUT', 'x'],
    ['/on-303', 'PUT', 'GET', ''],
  ])('%s turns %s into %s', async (path, method, then, body) => {
    await call(path, { redirects: 1, method, body: 'x', headers: { 'Content-Type': 'text/plain' } });
    expect(seen[1]).toMatchObject({ method: then, body });
    expect('content-type' in seen[1].headers).toBe(Boolean(body));
  });
});

describe('an answer that', () => {
  it.each([
    ['never ends', '/large', 'outbound.too_large'],
    ['says that it is large', '/said-large', 'outbound.too_large'],
    ['comes drop by drop', '/slow', 'outbound.too_slow'],
    ['does not come', '/silent', 'outbound.too_slow'],
    ['is packed, and large inside', '/packed', 'outbound.encoding'],
  ])('%s is not taken', async (_what, path, code) => {
    const started = Date.now();
    expect(await codeOf(call(path, { deadlineMillis: 500 }))).toBe(code);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('takes as long as a name that nobody answers for has a deadline too', async () => {
    const never = new Outbound({ OUTBOUND_PRIVATE_NETWORK: [] }, () => new Promise(() => undefined));
    expect(await codeOf(never.fetch('http://good.example/', { deadlineMillis: 100 }))).toBe('outbound.too_slow');
  });

  it('nobody waits for any longer is let go', async () => {
    const leaving = new AbortController();
    const answer = call('/silent', { signal: leaving.signal });
    setTimeout(() => leaving.abort(new Error('gone')), 50);
    await expect(answer).rejects.toThrow('gone');
  });
});

it('what is sent cannot become another header, or another request', async () => {
  expect(await codeOf(call('/', { headers: { 'X-Own': 'a\r\nX-Other: b' } }))).toBe('outbound.connection');
  expect(await codeOf(call('/', { method: 'GET / HTTP/1.1\r\nX: y' }))).toBe('outbound.connection');
  await call('/a\r\n\r\nb c');
  expect(seen.map(({ path }) => path)).toEqual(['/ab%20c']);
});

it('a refusal tells neither the address nor what was sent', async () => {
  const error = await outbound
    .fetch(`http://inside.example:${port}/hawthorn`, { headers: { Authorization: 'hawthorn' } })
    .catch(String);
  expect(String(error)).not.toMatch(/hawthorn|inside\.example/);
});

it('a certificate that nobody vouches for is refused, whatever the environment says', async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    // Plain HTTP where TLS is expected is no answer either.
    expect(await codeOf(outbound.fetch(`https://good.example:${port}/`))).toBe('outbound.connection');
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  }
});
