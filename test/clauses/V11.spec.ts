import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stage } from '../flows/stage/stage';
import { agentSocket } from '../kit/agent-socket';
import { ServerProcess } from '../kit/server-process';
import { VisitorClient } from '../kit/visitor-client';
import { inBrowser } from './in-browser';

/** Stands before every way out of a process: refuses it, and says so. The one address in `WAY_OUT` (a database) is let through. */
const guard = `
const { Socket } = require('node:net');
const dns = require('node:dns');
const dgram = require('node:dgram');
const say = (what) => process.stderr.write('\\nWAY OUT ' + what + '\\n');
const no = () => Object.assign(new Error('There is no way out.'), { code: 'ENETUNREACH' });
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...all) {
  const [first, second] = Array.isArray(all[0]) ? all[0] : all;
  const { host = 'localhost', port = first, path } = typeof first === 'object' ? first : { host: typeof second === 'string' ? second : undefined };
  if (host + ':' + port === process.env.WAY_OUT) return connect.apply(this, all);
  say('to ' + (path ?? host + ':' + port));
  process.nextTick(() => this.destroy(no()));
  return this;
};
for (const face of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const name of Object.getOwnPropertyNames(face).filter((one) => /^(lookup|resolve|reverse)/.test(one))) {
    const original = face[name];
    face[name] = function (host, ...rest) {
      // A socket that listens looks its own address up; what is an address already asks nobody.
      if (require('node:net').isIP(host) || host === 'localhost') return original.call(this, host, ...rest);
      say('for the name ' + host);
      const callback = rest.at(-1);
      return typeof callback === 'function' ? process.nextTick(callback, no()) : Promise.reject(no());
    };
  }
for (const name of ['send', 'connect']) dgram.Socket.prototype[name] = () => say('by UDP');
`;

/** Nobody is told that a server runs, what it does or who uses it: it speaks when it is spoken to. */
describe('V11 the server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlour-way-out-'));
  const script = join(folder, 'guard.cjs');
  beforeAll(() => writeFileSync(script, guard));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const waysOut = (output: string) => [...output.matchAll(/WAY OUT (.*)/g)].map(([, way]) => way);

  it('works with every way out shut, from the set-up to the search, and tries none', async () => {
    const database = process.env.PARLOUR_TEST_DATABASE && new URL(process.env.PARLOUR_TEST_DATABASE);
    const wayOut = database ? `${database.hostname}:${database.port || 5432}` : '';
    const server = await ServerProcess.start({ NODE_OPTIONS: `--require=${script}`, WAY_OUT: wayOut, LOG_LEVEL: 'info' });
    try {
      const { owner, websiteKey } = await server.setUp();
      await owner.post('/sign-out');
      expect((await owner.post('/sign-in', { email: 'olu@alder.example', password: 'a good long sentence' })).status).toBe(303);
      const inbox = await agentSocket(owner);
      const ana = await VisitorClient.welcome(server.url, websiteKey, { headers: { 'User-Agent': 'Firefox/145.0' } });
      const socket = await ana.socket();
      const { conversation } = await ana.say('Where is my order? See https://alder.example/orders');
      await ana.act('visitor.update', { name: 'Ana', email: 'ana@example.org' });
      await ana.upload('a paper', 'paper.txt');
      const answer = await owner.postJson(`/inbox/conversations/${conversation}/messages`, {
        id: crypto.randomUUID(),
        kind: 'reply',
        body: 'On its way: https://parcels.example/1042',
      });
      expect(answer.status).toBe(201);
      await socket.next(({ event, data }) => event === 'message.posted' && JSON.stringify(data).includes('parcels'));
      const pages = [
        '/inbox/open',
        `/inbox/open/${conversation}`,
        '/inbox/search?q=order',
        '/statistics',
        '/healthz',
        '/metrics',
      ];
      const settings = [
        'plugins',
        'plugins/translate-deepl',
        'recipients',
        'mail',
        'websites',
        'agents',
        'data',
        'outbox',
        'audit',
      ];
      for (const path of [...pages, ...settings.map((name) => `/settings/${name}`)])
        expect([path, (await owner.get(path)).status]).toEqual([path, 200]);
      expect((await owner.post('/settings/invitations', { role: 'agent', email: 'ben@alder.example' })).status).toBeLessThan(400);
      await socket.close();
      await inbox.close();
      await server.kill('SIGTERM');
      expect(server.output).toContain('Parlour is at');
      expect(waysOut(server.output)).toEqual([]);
    } finally {
      await server.remove();
    }
  }, 120_000);

  it.each([
    ['fetch', `fetch('http://parlour.example/').catch(() => {})`],
    ['https', `require('node:https').get('https://192.0.2.1/').on('error', () => {})`],
    ['a name that is looked up', `require('node:dns').resolve('parlour.example', () => {})`],
    ['a socket of its own', `require('node:net').connect(443, '192.0.2.1').on('error', () => {})`],
    ['a packet', `require('node:dgram').createSocket('udp4').send('x', 53, '192.0.2.1')`],
  ])('would be found out if it tried: %s', (_what, code) => {
    const run = `${code}; setTimeout(() => process.exit(), 200)`;
    const shell = 'exec "$0" "$@" 2>&1';
    const output = execFileSync('sh', ['-c', shell, process.execPath, '--require', script, '-e', run], { encoding: 'utf8' });
    expect(waysOut(output)).not.toEqual([]);
  });
});

inBrowser('V11 its pages', () => {
  let stage: Stage;
  beforeAll(async () => void (stage = await Stage.set({ Ben: 'owner' })));
  afterAll(() => stage.strike());

  it('ask nobody but the server itself', async () => {
    const page = await stage.signedIn('Ben');
    const origins = new Set<string>();
    page.on('request', (request) => void (/^(data|blob):/.test(request.url()) || origins.add(new URL(request.url()).origin)));
    page.on('websocket', (socket) => origins.add(new URL(socket.url().replace(/^ws/, 'http')).origin));
    for (const path of ['/inbox/open', '/statistics', '/settings/plugins', '/settings/websites', '/settings/data']) {
      await page.goto(stage.server.url + path);
      await page.waitForLoadState('networkidle');
    }
    expect([...origins]).toEqual([stage.server.url]);
  });
});
