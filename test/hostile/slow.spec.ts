import { connect, type Socket } from 'node:net';
import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';

let server: RunningApp;
let shop: Shop;
let cookie: string;
beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  cookie = (await shop.browser('Olu')).cookieHeader;
});
afterAll(() => server.stop());
const port = () => Number(new URL(server.url).port);

it('who sends slowly holds their own connections, and nobody else’s', async () => {
  const slow = await Promise.all(
    Array.from(
      { length: 300 },
      () =>
        new Promise<Socket>((resolve) => {
          const socket: Socket = connect(port(), '127.0.0.1', () => {
            socket.write('POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Le');
            resolve(socket);
          });
          socket.on('error', () => undefined);
        }),
    ),
  );
  const drip = setInterval(() => slow.forEach((socket) => socket.write('n')), 50);
  const ana = await shop.visitor();
  for (let turn = 0; turn < 20; turn++) expect((await ana.say(`message ${turn}`)).seq).toBe(turn + 1);
  clearInterval(drip);
  for (const socket of slow) socket.destroy();
  // And not for ever: Node ends what has no whole header after this long, in milliseconds.
  const { headersTimeout, requestTimeout } = server.app.getHttpServer() as { headersTimeout: number; requestTimeout: number };
  expect(headersTimeout).toBe(70_000);
  expect(requestTimeout).toBe(300_000);
});

it.each([
  ['a search', (text: string) => `/inbox/search?q=${encodeURIComponent(text)}`],
  ['a place in a list', (text: string) => `/inbox/open?after=${encodeURIComponent(text)}`],
  ['where to go after the sign-in', (text: string) => `/sign-in?next=${encodeURIComponent(text)}`],
  ['a colour', (text: string) => `/theme.css?accent=${encodeURIComponent(text)}`],
])('%s that is made to be slow is not', async (_what, at) => {
  for (const text of [
    'a'.repeat(3500),
    '!'.repeat(3500),
    `${'a'.repeat(1500)}@${'b'.repeat(1500)}`,
    `/${'a/'.repeat(1700)}\\`,
    `"${' "'.repeat(1700)}`,
    `${'-'.repeat(3000)}x`,
  ]) {
    const began = performance.now();
    const answer = await fetch(server.url + at(text), {
      headers: { Cookie: cookie, Accept: 'application/json' },
      redirect: 'manual',
    });
    expect(answer.status).toBeLessThan(500);
    expect(performance.now() - began).toBeLessThan(2_000);
  }
});

it('a message that is made to be slow to show is not', async () => {
  const ana = await shop.visitor();
  for (const text of [
    'http://'.repeat(1100),
    `http://${'a.'.repeat(3900)}`,
    '@'.repeat(7900),
    `${'('.repeat(3900)}${')'.repeat(3900)}`,
    `${'www.'.repeat(1900)}`,
    '\u0300'.repeat(7900),
  ]) {
    const began = performance.now();
    const { conversation } = await ana.say(text);
    const page = await fetch(`${server.url}/inbox/open/${conversation}`, { headers: { Cookie: cookie } });
    expect(page.status).toBe(200);
    await page.text();
    expect(performance.now() - began).toBeLessThan(3_000);
  }
});
