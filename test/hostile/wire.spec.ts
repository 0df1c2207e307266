import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';
import { furnishAlder, type Alder } from './alder';
import { attacks } from './doors';
import { routesOf } from './routes';
import { expectRefusal } from './tools';

let server: RunningApp;
let alder: Alder;
let cookie: string;
beforeAll(async () => {
  server = await startApp();
  alder = await furnishAlder(server);
  cookie = (await alder.shop.browser('Olu')).cookieHeader;
});
afterAll(() => server.stop());

const port = () => Number(new URL(server.url).port);
/** Bytes as they are, and everything that came back until the server hung up or fell silent. */
function raw(bytes: string, patienceMillis = 1500): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port(), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let text = '';
    socket.on('data', (piece) => (text += piece.toString('latin1')));
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
    socket.setTimeout(patienceMillis, () => socket.destroy());
  });
}
const statusesOf = (text: string) => [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));

it('a few packed bytes are not unpacked into many, at any door', async () => {
  const bomb = new Uint8Array(
    gzipSync(Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(30_000_000, 0x61), Buffer.from('"}')])),
  );
  expect(bomb.length).toBeLessThan(60_000);
  const doors = routesOf(server).filter(({ name }) => name.startsWith('POST ') && !Buffer.isBuffer(attacks[name](alder).body));
  const before = process.memoryUsage().rss;
  for (const { name } of doors) {
    const answer = await fetch(server.url + attacks[name](alder).path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Content-Encoding': 'gzip',
        Cookie: cookie,
        Origin: server.url,
        Accept: 'application/json',
      },
      body: bomb,
    });
    // Notices of vendors are not unpacked at all.
    if (!name.includes('/hooks/')) expect([name, answer.status]).toEqual([name, 413]);
    expect(answer.status).toBeLessThan(500);
    await answer.arrayBuffer();
  }
  expect(doors.length).toBeGreaterThan(60);
  expect(process.memoryUsage().rss - before).toBeLessThan(500_000_000);
});

describe('two requests that look like one', () => {
  const hidden = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
  it.each([
    [
      'both lengths',
      `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    ],
    [
      'two lengths',
      `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    ],
    ['an encoding that is none', `POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['a blank before the colon', `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length : ${hidden.length}\r\n\r\n${hidden}`],
    [
      'a header that goes on in the next line',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\r\n Transfer-Encoding: chunked\r\nX-Y : z\r\n\r\n`,
    ],
    ['a length that is none', `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 0x10\r\n\r\n${hidden}`],
  ])('%s: refused, and nothing after it is answered', async (_what, bytes) => {
    const statuses = statusesOf(await raw(bytes));
    expect(statuses).toHaveLength(1);
    expect(statuses[0]).toBeGreaterThanOrEqual(400);
    expect(statuses[0]).toBeLessThan(500);
  });
});

it.each([
  '/../../../../etc/passwd',
  '/assets/../../../etc/passwd',
  '/assets/..%2f..%2f..%2fetc%2fpasswd',
  '/widget/%2e%2e/%2e%2e/package.json',
  '//etc/passwd',
  '/assets/..\\..\\package.json',
  '/.git/config',
  '/.env',
  '/data/parlour.db',
  '/dist/bundle/server.js',
  '/widget/panel.js%00.png',
  '/assets/',
  '/assets',
  '/views/layouts/page.hbs',
])('no file is behind %s', async (path) => {
  const text = await raw(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nAccept: application/json\r\nConnection: close\r\n\r\n`,
  );
  expect(statusesOf(text)[0]).toBe(404);
  expect(text).not.toMatch(/root:|"dependencies"|\[core\]|SQLite format/);
});

it.each([
  '/inbox/attachments/..%2f..%2fkeys%2fsecret',
  '/inbox/attachments/%2e%2e%2fparlour.db',
  '/settings/plugins/..%2f..%2fpackage',
  '/settings/plugins/%00',
  '/exports/..%2fkeys%2fsecret',
  '/settings/plugins/__proto__',
])('no path of ours is behind %s', async (path) => {
  const answer = await fetch(server.url + path, { headers: { Cookie: cookie, Accept: 'application/json' } });
  expect([400, 404, 422]).toContain(answer.status);
});

it.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'DEBUG'])('%s is no method here', async (method) => {
  const text = await raw(`${method} / HTTP/1.1\r\nHost: x\r\nX-Word: hawthorn\r\nConnection: close\r\n\r\n`);
  expect(statusesOf(text).filter((status) => status < 400)).toEqual([]);
  expect(text).not.toContain('hawthorn');
});

it.each(['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])('%s overrides nothing', async (header) => {
  const answer = await fetch(`${server.url}/sign-out`, {
    headers: { [header]: 'POST', Cookie: cookie, Accept: 'application/json' },
  });
  expect(answer.status).toBe(405);
  expect((await fetch(`${server.url}/inbox/open`, { headers: { Cookie: cookie, Accept: 'application/json' } })).status).toBe(200);
});

it.each([
  ['very long header', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`, 431],
  ['very many headers', `GET / HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(20_000)}\r\n`, 431],
  ['very long address', `GET /${'y'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ['header with a zero', `GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n`, 400],
  ['request of no HTTP', 'hello\r\n\r\n', 400],
])('a %s is refused before anybody reads it', async (_what, bytes, status) => {
  expect(statusesOf(await raw(bytes))).toEqual([status]);
});

describe('headers of a proxy, from somebody who is none', () => {
  const forged = {
    'X-Forwarded-For': '127.0.0.1, 9.9.9.9',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'evil.example',
    'X-Real-IP': '127.0.0.1',
    Forwarded: 'for=127.0.0.1;proto=https;host=evil.example',
    'X-Original-URL': '/settings',
    'X-Rewrite-URL': '/settings',
  };

  it('make no page secure, name no host, and open no door', async () => {
    const page = await fetch(`${server.url}/sign-in`, { headers: forged });
    expect(page.headers.get('strict-transport-security')).toBeNull();
    expect(`${page.headers.get('content-security-policy')} ${await page.text()}`).not.toContain('evil.example');
    expect((await fetch(`${server.url}/settings`, { headers: { ...forged, Accept: 'application/json' } })).status).toBe(401);
    const foreign = { ...forged, Origin: 'https://evil.example', Cookie: cookie, Accept: 'application/json' };
    const answer = await fetch(`${server.url}/settings/workspace`, { method: 'POST', headers: foreign });
    expect(answer.status).toBe(403);
    expectRefusal(((await answer.json()) as { error: object }).error, 'request.foreign_origin');
  });

  it('and a forged Host reach no link that we write, once the address is set', async () => {
    const known = await startApp({ env: { PUBLIC_URL: 'https://chat.alder.example' } });
    const shop = await Shop.open(known);
    const body = await raw2(
      known,
      `GET /sign-in HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(body).not.toContain('evil.example');
    const ask = `GET /widget/v1/config?website=${shop.website.key} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`;
    expect(await raw2(known, ask)).not.toContain('evil.example');
    await known.stop();
  });

  const raw2 = ({ url }: RunningApp, bytes: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.on('data', (piece) => (text += piece.toString()));
      socket.on('close', () => resolve(text));
    });
});
