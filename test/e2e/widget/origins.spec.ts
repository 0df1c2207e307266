import { startApp, type RunningApp } from '../../kit/app';
import { FrameSocket, type HandshakeRefused } from '../../kit/frame-socket';
import { dump } from '../../kit/dump';
import { Shop } from '../../kit/shop';
import { VisitorClient } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
let token: string;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  ({ token } = await shop.visitor());
  await shop.change({ domains: ['alder.example', 'localhost'] });
});
afterAll(() => server.stop());

const origins: [origin: string | undefined, allowed: boolean][] = [
  [undefined, true],
  ['https://alder.example', true],
  ['http://alder.example:8080', true],
  ['https://www.alder.example', true],
  ['https://a.b.alder.example', true],
  ['http://localhost:5173', true],
  ['https://evil.example', false],
  ['https://alder.example.evil.example', false],
  ['https://evilalder.example', false],
  ['https://alder.example@evil.example', false],
  ['null', false],
  ['file://', false],
  ['not an origin', false],
];

it.each(origins)('a page of %s: %s', async (origin, allowed) => {
  const headers: Record<string, string> = origin ? { Origin: origin } : {};
  const before = await dump(server);
  const doors: Record<string, () => Promise<Response>> = {
    config: () => fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`, { headers }),
    visitors: () =>
      fetch(`${server.url}/widget/v1/visitors`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ website: shop.website.key }),
      }),
    events: () => fetch(`${server.url}/widget/v1/events?wait=0`, { headers: { ...headers, Authorization: `Bearer ${token}` } }),
    uploads: () =>
      fetch(`${server.url}/widget/v1/uploads`, {
        method: 'POST',
        headers: {
          ...headers,
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/octet-stream',
          'X-File-Name': '%00',
        },
        body: '',
      }),
  };
  for (const [name, knock] of Object.entries(doors)) {
    const answer = await knock();
    const { error } = (await answer.json()) as { error?: { code: string } };
    if (name === 'uploads') expect(error?.code).toBe(allowed ? 'attachment.empty' : 'website.foreign_origin');
    else expect([name, error?.code]).toEqual([name, allowed ? undefined : 'website.foreign_origin']);
    // Whoever is refused may read why; nobody is ever trusted with cookies.
    if (origin) expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  }
  const opening = VisitorClient.withToken(server.url, token, headers).socket();
  if (allowed) await (await opening).close();
  else await expect(opening).rejects.toMatchObject<Partial<HandshakeRefused>>({ status: 403, code: 'website.foreign_origin' });
  expect(await dump(server)).toEqual(before);
});

it('our own pages may always, for the preview', async () => {
  const socket = await VisitorClient.withToken(server.url, token, { Origin: server.url }).socket();
  expect((await socket.ask('ping')).event).toBe('pong');
  await socket.close();
});

it('a website without domains runs anywhere', async () => {
  const other = await Shop.open(server, 'Birch');
  const ana = await other.visitor({ headers: { Origin: 'https://anywhere.example' } });
  await (await ana.socket()).close();
  expect((await ana.say('Hello')).seq).toBe(1);
});

it('what changes in the settings holds at once, for open tokens too', async () => {
  const other = await Shop.open(server, 'Cedar');
  const ana = await other.visitor({ headers: { Origin: 'https://cedar.example' } });
  await other.change({ domains: ['larch.example'] });
  expect((await ana.act('ping')).body.error?.code).toBe('website.foreign_origin');
});

it('asks before a page may send its token', async () => {
  const answer = await fetch(`${server.url}/widget/v1/events`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://alder.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization',
    },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-headers')).toContain('Authorization');
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://alder.example');
});

it('a token in the socket’s protocol comes back in no header', async () => {
  const socket = await FrameSocket.open(`${server.url}/widget/v1/socket`, ['parlour.v1', `token.${token}`]);
  expect(socket.socket.protocol).toBe('parlour.v1');
  await socket.close();
});
