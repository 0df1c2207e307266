import type { PluginFailure } from '../../../src/plugin-host/plugin-host.types';
import { processLimits } from '../../../src/plugin-host/process/process-limits';
import { ProcessBench, translatorOf } from '../../kit/plugin-bench';
import { until } from '../../kit/until';

/** Calls that wait for something to happen, as a mailbox does. */
const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: PluginFailure) => error,
  );
const untilAborted =
  'await new Promise((resolve) => call.signal.addEventListener("abort", () => (context.log("let go"), resolve())));';
const waits = { deadlineMillis: 60_000, waits: true } as const;

let bench: ProcessBench;
const open = (limits = {}) => (bench = new ProcessBench({}, { ...processLimits, ...limits }));
afterEach(() => bench.close());

it('keeps its process, however long nobody else needs it', async () => {
  const plugin = open({ idleMillis: 20 }).plugin(
    'translate-waits',
    translatorOf(`if (texts[0] === 'wait') ${untilAborted} return { texts: [String(process.pid)] };`),
  );
  const stop = new AbortController();
  const waiting = failure(bench.call(plugin, 'wait', { ...waits, signal: stop.signal }));
  const first = await bench.call(plugin);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await bench.call(plugin)).toEqual(first);
  stop.abort();
  await waiting;
});

it('ends at once when nobody wants it any more: the plugin hears of it, lives on, and is not blamed', async () => {
  const plugin = open().plugin(
    'translate-waits',
    translatorOf(`if (texts[0] === 'wait') ${untilAborted} return { texts: [String(process.pid)] };`),
  );
  const before = await bench.call(plugin);
  const stop = new AbortController();
  const waiting = failure(bench.call(plugin, 'wait', { ...waits, signal: stop.signal }));
  stop.abort(new Error('closing'));
  expect((await waiting)?.message).toBe('closing');
  expect(await bench.call(plugin)).toEqual(before);
  const state = bench.processes.stateOf('w1', plugin.id);
  expect(state).toMatchObject({ state: 'running', failures: 0, trouble: null });
  expect(bench.troubles.filter(Boolean)).toEqual([]);
});

it('is no licence to work hard: whoever loops during the wait is ended', async () => {
  // On a busy machine a loop of low priority gets little: whatever it gets is more than nothing.
  const body = 'setTimeout(() => { for (;;); }, 50); await new Promise(() => undefined);';
  const plugin = open({ lookMillis: 20, busyMillis: 200, busyShare: 0.001 }).plugin('translate-loops', translatorOf(body));
  const failed = await failure(bench.call(plugin, 'wait', waits));
  expect(failed).toMatchObject({ trouble: 'processor', retry: true });
});

it('does not wait for what waits when the server stops', async () => {
  const plugin = open().plugin('translate-waits', translatorOf(untilAborted));
  const waiting = failure(bench.call(plugin, 'wait', waits));
  await until('it runs', () => bench.processes.stateOf('w1', plugin.id).state === 'running');
  await bench.processes.beforeApplicationShutdown();
  expect(await waiting).toMatchObject({ retry: true });
});
