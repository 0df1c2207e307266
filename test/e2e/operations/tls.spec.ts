import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { startApp, type RunningApp } from '../../kit/app';
import { ServerProcess } from '../../kit/process';
import { furnish, password } from '../../kit/people';
import { until } from '../../kit/until';

const kit = join(__dirname, '../../kit/certificates');
const folder = mkdtempSync(join(tmpdir(), 'parlour-tls-'));
const files = { TLS_CERT: join(folder, 'chat.crt'), TLS_KEY: join(folder, 'chat.key') };
const put = (name: string) => {
  copyFileSync(join(kit, `${name}.crt`), files.TLS_CERT);
  copyFileSync(join(kit, `${name}.key`), files.TLS_KEY);
};
const ca = ['first', 'second'].map((name) => readFileSync(join(kit, `${name}.crt`)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}
const ask = (url: string, options: RequestOptions = {}, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { ca, ...options }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

const serialOf = (url: string, options: ConnectionOptions = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname: host, port } = new URL(url);
    const socket: TLSSocket = connect({ host, port: Number(port), ca, ...options }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.on('error', reject);
  });

describe('with a certificate of its own', () => {
  let server: RunningApp;
  beforeAll(async () => {
    put('first');
    server = await startApp({ env: files });
    await furnish(server, 'Alder', { Olu: 'owner' });
  });
  afterAll(() => server.stop());

  it('speaks https, tells browsers to stay with it, and keeps cookies to this host', async () => {
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const page = await ask(`${server.url}/sign-in`);
    expect(page.status).toBe(200);
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(page.headers['reporting-endpoints']).toBe('csp="/csp-reports"');
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' wss://127.0.0.1`);
    const form = new URLSearchParams({ email: 'olu@alder.example', password }).toString();
    const headers = { Origin: server.url, 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' };
    const signedIn = await ask(`${server.url}/sign-in`, { method: 'POST', headers }, form);
    expect(signedIn.status).toBe(303);
    const [cookie] = signedIn.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^__Host-parlour_session=[\w-]{43};/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; Secure/i);
    // The same word under the plain name, as a neighbour over plain HTTP could plant it, is not believed.
    const token = cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    const as = (name: string) =>
      ask(`${server.url}/inbox/open`, { headers: { Cookie: `${name}=${token}`, Accept: 'application/json' } });
    expect((await as('__Host-parlour_session')).status).toBe(200);
    expect((await as('parlour_session')).status).toBe(401);
  });

  it('carries sockets over wss', async () => {
    const socket = new WebSocket(`${server.url.replace('https', 'wss')}/widget/v1/socket`, ['parlour.v1'], { ca });
    const status = await new Promise((resolve, reject) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', reject);
    });
    expect(status).toBe(401);
    socket.terminate();
  });

  it('takes no older TLS, and no plain HTTP', async () => {
    await expect(serialOf(server.url, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })).rejects.toThrow();
    expect(await serialOf(server.url, { maxVersion: 'TLSv1.2' })).toMatch(/^\w+$/);
    await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow();
  });

  it('believes no header that says otherwise', async () => {
    const forged = { 'X-Forwarded-Proto': 'http', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-For': '9.9.9.9' };
    const page = await ask(`${server.url}/sign-in`, { headers: forged });
    expect(page.headers['strict-transport-security']).toBeDefined();
    expect(page.headers['content-security-policy']).not.toContain('evil.example');
  });

  it('says when the certificate ends', async () => {
    const { text } = await ask(`${server.url}/metrics`);
    expect(text).toMatch(/^parlour_tls_certificate_until_seconds 4733510400$/m);
  });
});

describe('a process of its own', () => {
  it('takes a renewed certificate on SIGHUP, keeps open connections, and keeps the old one when the new one is broken', async () => {
    put('first');
    const server = new ServerProcess({ ...files, LOG_LEVEL: 'info' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca });
    try {
      const url = await server.listening();
      const old = await serialOf(url);
      expect((await ask(`${url}/healthz`, { agent })).status).toBe(200);
      const [socket] = Object.values(agent.freeSockets)[0]!;

      put('second');
      process.kill(server.pid, 'SIGHUP');
      await until('the new certificate', async () => (await serialOf(url)) !== old);
      const renewed = await serialOf(url);
      expect((await ask(`${url}/healthz`, { agent })).status).toBe(200);
      expect(socket.destroyed).toBe(false);
      expect(Object.values(agent.freeSockets)[0]![0]).toBe(socket);

      writeFileSync(files.TLS_CERT, 'hello');
      process.kill(server.pid, 'SIGHUP');
      await until('a line in the log', () => server.output.includes('The certificate in use stays'));
      expect(server.output).toMatch(/there is no certificate in/);
      expect(await serialOf(url)).toBe(renewed);
      expect((await ask(`${url}/healthz`, { agent })).status).toBe(200);
    } finally {
      agent.destroy();
      expect(await server.end('SIGTERM')).toBe(0);
      rmSync(server.folder, { recursive: true, force: true });
    }
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['TLS_CERT alone', { TLS_CERT: files.TLS_CERT }, /TLS_KEY: the certificate of TLS_CERT needs its key/],
    [
      'an address without TLS',
      { ...files, PUBLIC_URL: 'http://chat.alder.example' },
      /PUBLIC_URL: with TLS_CERT the server speaks https/,
    ],
    ['a file that is not there', { ...files, TLS_KEY: join(folder, 'none') }, /TLS_KEY: there is no file/],
    ['a key of another', { ...files, TLS_KEY: join(kit, 'second.key') }, /is not the key of the certificate/],
    ['one that has ended', { TLS_CERT: join(kit, 'expired.crt'), TLS_KEY: join(kit, 'expired.key') }, /ended on 2020-02-01/],
  ])('does not start with %s, and says what to do', async (_what, env, words) => {
    put('first');
    const server = new ServerProcess(env);
    expect(await server.end()).toBe(1);
    expect(server.output).toMatch(words);
    expect(server.output).not.toMatch(/\bat .+:\d+:\d+\)/);
    rmSync(server.folder, { recursive: true, force: true });
  });
});
