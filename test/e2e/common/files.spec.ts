import { get } from 'node:http';
import { startApp, type RunningApp } from '../../kit/app';

let server: RunningApp;
beforeAll(async () => void (server = await startApp()));
afterAll(() => server.stop());

/** Without the kindness of `fetch`, which decodes bodies and tidies paths. */
const fetchRaw = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status?: number; headers: NodeJS.Dict<string | string[]>; size: number }>((resolve, reject) => {
    get(`${server.url}${path}`, { headers, path }, (answer) => {
      let size = 0;
      answer.on('data', (chunk: Buffer) => (size += chunk.length));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, size }));
    }).on('error', reject);
  });

describe('the widget’s script', () => {
  it('comes small, for every website, and is asked for again soon', async () => {
    const { status, headers } = await fetchRaw('/widget.js', { 'accept-encoding': 'gzip, br' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      vary: 'Accept-Encoding',
    });
    const gzip = await fetchRaw('/widget.js', { 'accept-encoding': 'gzip' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    const plain = await fetchRaw('/widget.js');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.size).toBeGreaterThan(gzip.size);
  });

  it('is not sent again to whoever has it', async () => {
    const { headers } = await fetchRaw('/widget.js');
    expect(await fetchRaw('/widget.js', { 'if-none-match': String(headers.etag) })).toMatchObject({ status: 304, size: 0 });
  });
});

describe('files with a fingerprint in their name', () => {
  it('are kept for good', async () => {
    const page = await (await fetch(`${server.url}/nowhere`, { headers: { accept: 'text/html' } })).text();
    const [script] = /\/assets\/admin-[\w-]+\.js/.exec(page) ?? [];
    const { status, headers } = await fetchRaw(script ?? '');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

describe('other files of the machine', () => {
  it.each([
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/widget/../main.js',
    '/assets/manifest.json',
    '/assets/',
    '/assets//etc/passwd',
    '/assets/..\\..\\package.json',
  ])('cannot be had as %s', async (path) => expect((await fetchRaw(path)).status).toBe(404));
});

describe('the theme', () => {
  it('is a stylesheet with the one colour', async () => {
    const answer = await fetch(`${server.url}/theme.css?accent=2F6F4F`);
    expect(answer.headers.get('content-type')).toContain('text/css');
    expect(await answer.text()).toBe(':root{--brand:#2f6f4f}');
  });

  it.each(['red', '2f6f4f}body{display:none', '', '2f6f4f&accent=000000', '2f6f4f&more=1'])(
    'is nothing else: %s',
    async (accent) => {
      const answer = await fetch(`${server.url}/theme.css?accent=${accent}`, { headers: { accept: 'text/css' } });
      expect(answer.status).toBe(422);
      expect(await answer.text()).not.toContain('display');
    },
  );
});

it('asks crawlers to stay away', async () => {
  expect(await (await fetch(`${server.url}/robots.txt`)).text()).toBe('User-agent: *\nDisallow: /\n');
  expect((await fetch(`${server.url}/favicon.ico`)).status).toBe(204);
});
