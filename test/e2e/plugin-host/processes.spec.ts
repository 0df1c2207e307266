import { existsSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { pluginChildFolder } from '../../../src/common/paths';
import type { EnabledPlugin, PluginFailure } from '../../../src/plugin-host/plugin-host.types';
import { launch } from '../../../src/plugin-host/process/launch';
import { processLimits } from '../../../src/plugin-host/process/process-limits';
import { echo, ProcessBench, translatorOf } from '../../kit/plugin-bench';
import { until } from '../../kit/until';

const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: PluginFailure) => error,
  );
const stateOf = (bench: ProcessBench, { id }: EnabledPlugin) => bench.processes.stateOf('w1', id);
const isAlive = (pid: number) => existsSync(`/proc/${pid}`) || canSignal(pid);
const canSignal = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const pidOf = async (bench: ProcessBench, plugin: EnabledPlugin) =>
  Number(((await bench.call(plugin, 'pid')) as { texts: string[] }).texts[0]);
const tellPid = translatorOf('return { texts: [String(process.pid)] };');

let bench: ProcessBench;
const open = (limits = {}) => (bench = new ProcessBench({}, { ...processLimits, ...limits }));
afterEach(() => bench.close());

describe('a process', () => {
  it('starts when it is needed, once for all calls, and answers each', async () => {
    const plugin = open().plugin(
      'translate-echo',
      `let starts = 0; ${translatorOf('return { texts: texts.map((t) => t + starts) };').replace('=> ({', '=> (starts++, {')}`,
    );
    expect(stateOf(bench, plugin).state).toBe('stopped');
    const texts = Array.from({ length: 100 }, (_unused, index) => `text ${index} `);
    expect(await Promise.all(texts.map((text) => bench.call(plugin, text)))).toEqual(
      texts.map((text) => ({ texts: [`${text}1`] })),
    );
    expect(stateOf(bench, plugin)).toMatchObject({ state: 'running', calls: 100, failures: 0, trouble: null });
  });

  it('whose answer is wrong can read on its page what is wrong with it, and not what was in it', async () => {
    const plugin = open().plugin('translate-wrong', translatorOf('return { texts: [{ text: "Ana’s secret" }] };'));
    await expect(bench.call(plugin)).rejects.toMatchObject({ trouble: 'answer' });
    expect(stateOf(bench, plugin).lines).toEqual(['refused: translator.translate: /texts/0 must be string.']);
  });

  it('gets its settings, tells its lines, and hears that it should end', async () => {
    const script = translatorOf(
      'console.log("to stdout"); context.log("to the log"); return { texts: [context.settings.greeting] };',
    ).replace('=> ({', '=> (context.stopping.addEventListener("abort", () => console.error("ending")), {');
    const plugin = open().plugin('translate-settings', script, { settings: { greeting: 'Moin' } });
    expect(await bench.call(plugin)).toEqual({ texts: ['Moin'] });
    await until('both lines are there', () => stateOf(bench, plugin).lines.length === 2);
    expect(stateOf(bench, plugin).lines.sort()).toEqual(['to stdout', 'to the log']);
  });

  it('is another one for another workspace, and for other settings', async () => {
    const plugin = open().plugin('translate-pid', tellPid);
    const first = await pidOf(bench, plugin);
    expect(await pidOf(bench, plugin)).toBe(first);
    const elsewhere = await pidOf(bench, { ...plugin, workspaceId: 'w2' });
    expect(elsewhere).not.toBe(first);
    expect(await pidOf(bench, { ...plugin, settings: { changed: true } })).not.toBe(first);
    await until('the former process is gone', () => !isAlive(first));
    expect(isAlive(elsewhere)).toBe(true);
  });

  it('ends when nobody needs it for a while, and comes back', async () => {
    const plugin = open({ idleMillis: 50 }).plugin('translate-idle', tellPid);
    const first = await pidOf(bench, plugin);
    await until('the idle process is gone', () => !isAlive(first));
    expect(stateOf(bench, plugin).state).toBe('stopped');
    expect(await pidOf(bench, plugin)).not.toBe(first);
    expect(bench.troubles.filter(Boolean)).toEqual([]);
  });

  it('ends with the host', async () => {
    const plugin = open().plugin('translate-pid', tellPid);
    const pid = await pidOf(bench, plugin);
    await bench.processes.beforeApplicationShutdown();
    await until('the process is gone', () => !isAlive(pid));
  });

  it('ends when the host is gone without a word', async () => {
    const { folder } = open().plugin('translate-orphan', echo);
    const child = launch({ folder, childFolder: pluginChildFolder, memoryMegabytes: 128 });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    (child.stdio[3] as Duplex).destroy();
    expect(await ended).toBe(0);
  });

  it('is not started by a host that is stopping', async () => {
    const plugin = open().plugin('translate-late', echo);
    await bench.processes.beforeApplicationShutdown();
    expect(await failure(bench.call(plugin))).toMatchObject({ trouble: 'start', retry: true });
  });

  it('ends on demand though it does not want to', async () => {
    const script = translatorOf(
      'return { texts: [String(process.pid)] };',
      'process.exit = () => {}; process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);',
    );
    const plugin = open({ stopMillis: 200 }).plugin('translate-stubborn', script);
    const pid = await pidOf(bench, plugin);
    await bench.processes.stop('w1', plugin.id);
    expect(isAlive(pid)).toBe(false);
  });
});

describe('a call', () => {
  it('under way when the process dies fails so that it can be made again, and then succeeds', async () => {
    const script = translatorOf(
      'if (texts[0] === "die") process.exit(1); if (texts[0] === "wait") await new Promise((r) => setTimeout(r, 5000)); return { texts };',
    );
    const plugin = open().plugin('translate-dies', script);
    await bench.call(plugin);
    const [waiting, dying] = await Promise.all([failure(bench.call(plugin, 'wait')), failure(bench.call(plugin, 'die'))]);
    for (const lost of [waiting, dying]) expect(lost).toMatchObject({ trouble: 'crash', retry: true });
    expect(stateOf(bench, plugin).failures).toBe(1);
    expect(await bench.call(plugin, 'again')).toEqual({ texts: ['again'] });
    expect(bench.troubles.slice(-2)).toEqual(['crash', null]);
  });

  it('says whether another try can help', async () => {
    const script = translatorOf(
      'throw Object.assign(new Error(texts[0]), texts[0] === "never" ? { name: "PluginError", retry: false } : {});',
    );
    const plugin = open().plugin('translate-no', script);
    expect(await failure(bench.call(plugin, 'never'))).toMatchObject({ trouble: 'error', retry: false, said: 'never' });
    expect(await failure(bench.call(plugin, 'later'))).toMatchObject({ trouble: 'error', retry: true, said: 'later' });
    expect((await failure(bench.call(plugin, 'secret')))?.message).not.toContain('secret');
  });

  it('aborts at its deadline, and the process lives on for the others', async () => {
    const script = translatorOf(
      'if (texts[0] !== "slow") return { texts: [String(process.pid) + seen] }; return new Promise((_resolve, reject) => call.signal.addEventListener("abort", () => { seen = " aborted"; reject(call.signal.reason); }));',
      'let seen = "";',
    );
    const plugin = open().plugin('translate-slow', script);
    const first = ((await bench.call(plugin)) as { texts: string[] }).texts[0];
    expect(await failure(bench.call(plugin, 'slow', { deadlineMillis: 50 }))).toMatchObject({ trouble: 'deadline', retry: true });
    expect(await bench.call(plugin)).toEqual({ texts: [`${first} aborted`] });
  });

  it('waits for its turn, and is turned away when too many wait', async () => {
    const script = translatorOf(
      'most = Math.max(most, ++now); await new Promise((r) => setTimeout(r, 20)); now--; return { texts: [String(most)] };',
      'let now = 0, most = 0;',
    );
    const plugin = open({ inFlight: 2, queue: 3 }).plugin('translate-queue', script);
    const results = await Promise.allSettled(Array.from({ length: 7 }, () => bench.call(plugin)));
    const done = results.filter(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<unknown>[];
    expect(done.map(({ value }) => value)).toContainEqual({ texts: ['2'] });
    expect(done).toHaveLength(5);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    expect(await bench.call(plugin)).toEqual({ texts: ['2'] });
  });
});

describe('the breaker', () => {
  it('lets a plugin rest that fails again and again, tries once, and trusts it again', async () => {
    const script = translatorOf('if (texts[0] === "fail") throw new Error("away"); return { texts };');
    const plugin = open({ failures: 3, restMillis: { first: 100, most: 1000 } }).plugin('translate-rests', script);
    for (let time = 0; time < 3; time++) expect(await failure(bench.call(plugin, 'fail'))).toMatchObject({ trouble: 'error' });
    expect(await failure(bench.call(plugin))).toMatchObject({ trouble: 'resting', retry: true });
    expect(stateOf(bench, plugin)).toMatchObject({ state: 'resting', calls: 3, failures: 3 });
    await until('the rest is over', () => stateOf(bench, plugin).state !== 'resting');
    expect(await bench.call(plugin)).toEqual({ texts: ['Hello'] });
    expect(stateOf(bench, plugin)).toMatchObject({ state: 'running', trouble: null });
  });

  it('does not start again and again what cannot start', async () => {
    const plugin = open({ failures: 2 }).plugin('translate-broken', 'throw new Error("broken")');
    for (let time = 0; time < 2; time++)
      expect(await failure(bench.call(plugin))).toMatchObject({ trouble: 'start', said: 'broken' });
    expect(await failure(bench.call(plugin))).toMatchObject({ trouble: 'resting' });
    expect(bench.troubles).toEqual(['start']);
  });

  it('is not moved by a plugin that says no for good reason', async () => {
    const plugin = open({ failures: 1 }).plugin(
      'translate-no',
      translatorOf('throw Object.assign(new Error(), { retry: false });'),
    );
    for (let time = 0; time < 3; time++) expect(await failure(bench.call(plugin))).toMatchObject({ trouble: 'error' });
  });
});

describe('a stream', () => {
  const writer = (body: string) =>
    `let told = 0; module.exports = (context) => ({ translator: { translate: async () => ({ texts: [String(told)] }) }, writingAssistant: { async *write({ text }, call) { ${body} } } });`;
  const stream = (plugin: EnabledPlugin, deadlineMillis?: number) =>
    bench.processes.stream(plugin, {
      callId: 'c',
      capability: 'writingAssistant',
      method: 'write',
      argument: { task: 'improve', text: 'x' },
      deadlineMillis,
    });
  const told = async (plugin: EnabledPlugin) => Number(((await bench.call(plugin)) as { texts: string[] }).texts[0]);

  it('comes piece by piece', async () => {
    const plugin = open().plugin('assist-pieces', writer('for (let n = 0; n < 100; n++) yield `${n} `;'));
    const pieces = [];
    for await (const piece of stream(plugin)) pieces.push(piece);
    expect(pieces).toEqual(Array.from({ length: 100 }, (_unused, index) => `${index} `));
  });

  it('goes on only as fast as somebody reads, and ends when nobody does', async () => {
    const plugin = open().plugin('assist-endless', writer('try { for (;;) { told++; yield "x"; } } finally { told = -1; }'));
    const pieces = stream(plugin);
    for (let count = 0; count < 5; count++) await pieces.next();
    expect(await told(plugin)).toBeLessThan(40);
    await pieces.return(undefined);
    await until('the writer has ended', async () => (await told(plugin)) === -1);
    expect(stateOf(bench, plugin).failures).toBe(0);
  });

  it.each([
    ['throws in the middle', 'yield "a"; throw new Error("vendor away");', 'error'],
    ['dies in the middle', 'yield "a"; setTimeout(() => process.exit(1), 20); await new Promise(() => {});', 'crash'],
    ['hangs in the middle', 'yield "a"; await new Promise(() => {});', 'deadline'],
    ['says something else than text', 'yield "a"; yield { html: "b" };', 'answer'],
    ['is none', 'yield* 5;', 'error'],
  ])('fails if it %s', async (_what, body, trouble) => {
    const plugin = open().plugin('assist-fails', writer(body));
    const pieces: unknown[] = [];
    const reading = (async () => {
      for await (const piece of stream(plugin, 400)) pieces.push(piece);
    })();
    expect(await failure(reading)).toMatchObject({ trouble });
    expect(pieces).toEqual(trouble === 'error' && body.includes('5') ? [] : ['a']);
  });
});

it('an honest plugin beside a looping one answers at once', async () => {
  open();
  const looping = failure(bench.call(bench.plugin('translate-loops', translatorOf('for (;;);')), 'x', { deadlineMillis: 1000 }));
  const honest = bench.plugin('translate-honest', echo);
  for (let count = 0; count < 50; count++) expect(await bench.call(honest)).toEqual({ texts: ['Hello'] });
  expect(await looping).toMatchObject({ trouble: 'deadline' });
});
