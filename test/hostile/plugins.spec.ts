import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginFailure } from '../../src/plugin-host/plugin-host.types';
import { processLimits } from '../../src/plugin-host/process/process-limits';
import { echo, ProcessBench, translatorOf } from '../kit/plugin-bench';

jest.setTimeout(60_000);

/** Plugins that mean harm. Each is refused; the server, and the honest plugin beside it, live on. */
let bench: ProcessBench;

beforeAll(() => {
  const limits = { startMillis: 5000, graceMillis: 300, busyMillis: 500, busyShare: 0.1, lookMillis: 50, failures: 1000 };
  bench = new ProcessBench({}, { ...processLimits, ...limits });
});
afterAll(() => bench.close());
afterEach(async () => {
  expect(await bench.call(bench.plugin('translate-honest', echo), 'still here')).toEqual({ texts: ['still here'] });
});

let count = 0;
const evil = (body: string, before = '') => bench.plugin(`translate-evil-${++count}`, translatorOf(body, before));
const failure = (call: Promise<unknown>): Promise<PluginFailure> =>
  call.then(
    (answer) => {
      throw new Error(`It was not refused: ${JSON.stringify(answer)}`);
    },
    (error: PluginFailure) => error,
  );

const forEver = 'await new Promise(() => {});';

describe('a plugin that', () => {
  it.each([
    { what: 'throws when it is loaded', before: 'throw new Error("at the start");', trouble: 'start' },
    { what: 'never finishes loading', before: 'for (;;);', trouble: 'start' },
    { what: 'throws in a call', body: 'throw new Error("no");', trouble: 'error' },
    { what: 'throws outside of a call', body: `setTimeout(() => { throw new Error("later") }); ${forEver}`, trouble: 'crash' },
    { what: 'rejects what nobody waits for', body: `void Promise.reject(new Error("lost")); ${forEver}`, trouble: 'crash' },
    { what: 'leaves in the middle', body: `process.exit(0); ${forEver}`, trouble: 'crash' },
    { what: 'loops for ever', body: 'for (;;);', trouble: 'deadline' },
    { what: 'stands still', body: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', trouble: 'deadline' },
    { what: 'never answers', body: forEver, trouble: 'deadline' },
    { what: 'takes all memory', body: 'const all = []; for (;;) all.push(new Array(1e5).fill({}));', trouble: 'memory' },
    {
      what: 'takes memory outside of the heap',
      body: `const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 5); ${forEver}`,
      trouble: 'memory',
    },
    {
      what: 'floods what it writes',
      body: `setInterval(() => process.stdout.write("x".repeat(1e5) + "\\n")); ${forEver}`,
      trouble: 'flood',
    },
    {
      what: 'floods the log',
      body: `setInterval(() => { for (let i = 0; i < 200; i++) context.log("x".repeat(2000)) }); ${forEver}`,
      trouble: 'flood',
    },
  ])('$what: $trouble', async ({ body = 'return { texts };', before = '', trouble }) => {
    const deadlineMillis = trouble === 'deadline' ? 300 : 20_000;
    expect(await failure(bench.call(evil(body, before), 'Hello', { deadlineMillis }))).toMatchObject({ trouble });
  });

  it('works hard when nobody asked it to: processor', async () => {
    const plugin = evil('setTimeout(() => { for (;;); }); return { texts };');
    await bench.call(plugin);
    await until(() => bench.processes.stateOf('w1', plugin.id).trouble === 'processor');
  });

  it.each([
    ['nothing', 'return;'],
    ['too few texts', 'return { texts: [] };'],
    ['other things than texts', 'return { texts: [5] };'],
    ['a function', 'return { texts: [() => 1] };'],
    ['more than a megabyte', 'return { texts: ["x".repeat(2e6)] };'],
  ])('answers with %s', async (_what, body) => {
    expect(await failure(bench.call(evil(body)))).toMatchObject({ trouble: 'answer', retry: false });
  });

  it('answers with 100 MB hands over none of it', async () => {
    const before = process.memoryUsage.rss();
    const { trouble } = await failure(bench.call(evil('return { texts: ["x".repeat(1e8)] };')));
    expect(['answer', 'memory']).toContain(trouble);
    expect(process.memoryUsage.rss() - before).toBeLessThan(80e6);
  });

  it('answers with more than was agreed hands on only what was agreed', async () => {
    expect(await bench.call(evil('return { texts, html: "<script>", __proto__: { texts: [] } };'))).toEqual({ texts: ['Hello'] });
  });
});

/** What the plugin's own code sees when it tries; undefined if it got through. */
const tries = (body: string, network: string[] = [], settings = {}) =>
  bench
    .call({
      ...evil(
        `try { ${body}; return { texts: ["through"] } } catch (e) { return { texts: [String(e.code ?? e.cause?.code ?? e.message)] } }`,
      ),
      network,
      settings,
    })
    .then((answer) => (answer as { texts: string[] }).texts[0]);

describe('files and processes', () => {
  const neighbour = () => bench.plugin('translate-neighbour', echo).folder;

  it.each([
    ['the system’s passwords', () => '/etc/passwd'],
    ['its own environment', () => '/proc/self/environ'],
    ['the server’s environment', () => `/proc/${process.pid}/environ`],
    ['another plugin', () => join(neighbour(), 'index.js')],
    ['another plugin, by a way up', () => join(neighbour(), '..', 'translate-neighbour', 'plugin.json')],
    ['the server’s data', () => join(process.cwd(), 'package.json')],
  ])('reads nothing of %s', async (_what, path) => {
    const attempts = ['readFileSync', 'openSync', 'readlinkSync', 'statSync', 'readdirSync', 'realpathSync', 'opendirSync'];
    for (const attempt of attempts.slice(0, 2))
      expect(await tries(`require("node:fs").${attempt}(${JSON.stringify(path())})`)).toBe('ERR_ACCESS_DENIED');
  });

  it.each([
    ['a file elsewhere', 'require("node:fs").writeFileSync("/tmp/parlour-evil", "x")'],
    ['a file of its own', 'require("node:fs").writeFileSync(__dirname + "/index.js", "x")'],
    ['a link', 'require("node:fs").symlinkSync("/etc/passwd", __dirname + "/link")'],
    ['a report', 'process.report.writeReport("/tmp/parlour-evil")'],
    ['a picture of its memory', 'require("node:v8").writeHeapSnapshot("/tmp/parlour-evil")'],
  ])('writes nothing: %s', async (_what, body) => {
    expect(await tries(body)).toMatch(/^ERR_(ACCESS_DENIED|PLUGIN_REFUSED)$/);
    expect(existsSync('/tmp/parlour-evil')).toBe(false);
  });

  it.each([
    ['a program', 'require("node:child_process").execSync("id")'],
    ['a program, imported', 'await (await import("node:child_process")).spawn("id")'],
    ['a fork', 'require("node:child_process").fork(__filename)'],
    ['a thread', 'new (require("node:worker_threads").Worker)("1", { eval: true })'],
    ['a cluster', 'require("node:cluster").fork()'],
    ['a binding', 'process.binding("spawn_sync")'],
    ['a linked binding', 'process._linkedBinding("x")'],
    [
      'a native add-on',
      `process.dlopen({ exports: {} }, ${JSON.stringify(require.resolve('better-sqlite3/build/Release/better_sqlite3.node'))})`,
    ],
    ['the inspector', 'require("node:inspector").open(0)'],
    ['a debugger of the server', `process._debugProcess(${process.pid})`],
    ['a signal to the server', `process.kill(${process.pid}, 0)`],
    ['another flag', 'require("node:v8").setFlagsFromString("--allow-natives-syntax")'],
    ['WASI', 'new (require("node:wasi").WASI)({ version: "preview1" })'],
    ['a server', 'require("node:http").createServer().listen(0)'],
  ])('starts nothing: %s', async (_what, body) => {
    expect(await tries(body)).toMatch(/^ERR_(ACCESS_DENIED|PLUGIN_REFUSED|DLOPEN_DISABLED)$/);
  });

  it('sees no environment', async () => {
    process.env.PARLOUR_EVIL = 'secret';
    const plugin = evil('return { texts: [JSON.stringify(process.env)] };');
    delete process.env.PARLOUR_EVIL;
    expect(await bench.call(plugin)).toEqual({ texts: ['{}'] });
  });
});

describe('the line to the host', () => {
  it.each([
    [
      'answers for calls that nobody made',
      'for (let n = 0; n < 50; n++) frame(n, { kind: "answer", value: { texts: ["forged"] } })',
    ],
    [
      'messages of no kind',
      'frame(0, null); frame(0, 5); frame(0, { kind: "__proto__" }); frame(0, [1]); frame(0, { kind: "ready" })',
    ],
    [
      'Node’s own messages between processes',
      'frame(0, { cmd: "NODE_HANDLE_ACK" }); frame(0, { cmd: "NODE_HANDLE", type: "x" })',
    ],
  ])('%s change nothing for others', async (_what, body) => {
    const write = `const { serialize } = require("node:v8"); const fs = require("node:fs");
      const frame = (n, value) => { const p = serialize(value), h = Buffer.alloc(8); h.writeUInt32BE(p.length, 0); h.writeUInt32BE(n, 4); fs.writeSync(3, Buffer.concat([h, p])); };`;
    await bench.call(evil(`${write} ${body}; return { texts };`)).catch(() => {});
  });

  it.each([
    ['garbage', 'Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 1, 2, 3, 4])'],
    ['a length without end', 'Buffer.alloc(8, 255)'],
    ['an answer that is longer than agreed', 'Buffer.from([0, 255, 255, 255, 0, 0, 0, 1])'],
  ])('%s ends it: answer', async (_what, bytes) => {
    const plugin = evil(`require("node:fs").writeSync(3, ${bytes}); ${forEver}`);
    expect(await failure(bench.call(plugin))).toMatchObject({ trouble: 'answer' });
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
