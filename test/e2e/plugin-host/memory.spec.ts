import type { EnabledPlugin } from '../../../src/plugin-host/plugin-host.types';
import { processLimits } from '../../../src/plugin-host/process/process-limits';
import { ProcessBench } from '../../kit/plugin-bench';

const megabyte = 1024 * 1024;
const storeOf = (put: string) => `
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
  let files = 0, most = 0;
  module.exports = () => ({ fileStore: {
    async put({ content }) { ${put} },
    async get() { return { content: new Uint8Array(4 * 1024 * 1024), size: most }; },
    async delete() {}, async check() {},
  } });`;

let bench: ProcessBench;
// The host looks all the time here: no moment of too much goes by unseen.
const open = (put: string) => {
  bench = new ProcessBench({ PLUGIN_MEMORY_MB: '128' }, { ...processLimits, lookMillis: 5, stopMillis: 100 });
  return bench.plugin('files-keen', storeOf(put), { provides: ['fileStore'] });
};
const put = (plugin: EnabledPlugin, content: Uint8Array) => {
  const argument = { key: '01/a', content, type: 'image/png' };
  return bench.call(plugin, '', { capability: 'fileStore', method: 'put', argument });
};
const get = (plugin: EnabledPlugin) =>
  bench.call(plugin, '', { capability: 'fileStore', method: 'get', argument: { key: '01/a' } }) as Promise<{ size: number }>;
afterEach(() => bench.close());

it('hands out large files a few at a time, however many there are', async () => {
  const plugin = open('most = Math.max(most, ++files); await pause(); files--;');
  await Promise.all(Array.from({ length: 30 }, () => put(plugin, new Uint8Array(4 * megabyte))));
  expect((await get(plugin)).size).toBe(2);
  expect(bench.troubles.filter(Boolean)).toEqual([]);
});

it('lets small calls pass, while large files wait', async () => {
  const plugin = open('await new Promise(() => {});');
  const large = [put(plugin, new Uint8Array(9 * megabyte)), put(plugin, new Uint8Array(9 * megabyte))];
  const remove = () => bench.call(plugin, '', { capability: 'fileStore', method: 'delete', argument: { key: '01/a' } });
  await expect(remove()).resolves.toBeUndefined();
  expect(bench.processes.stateOf('w1', plugin.id).calls).toBe(2);
  await bench.processes.stop('w1', plugin.id);
  await Promise.allSettled(large);
});

it('does not take garbage for memory in use', async () => {
  // As libraries of vendors do it: the same file again and again, in other forms.
  const plugin = open(`
    let copies = [];
    for (let count = 0; count < 4; count++) copies.push(Buffer.from(content));
    copies.push(copies[0].toString('base64'));
    await pause();`);
  for (let count = 0; count < 25; count++) await put(plugin, new Uint8Array(5 * megabyte).fill(count));
  for (let count = 0; count < 25; count++) await get(plugin);
  expect(bench.troubles.filter(Boolean)).toEqual([]);
});

it('ends what keeps more than it may', async () => {
  const plugin = open('(globalThis.kept ??= []).push(Buffer.alloc(40 * 1024 * 1024, 1)); await pause();');
  const calls = async () => {
    for (let count = 0; count < 5; count++) await put(plugin, new Uint8Array(1));
  };
  await expect(calls()).rejects.toMatchObject({ trouble: 'memory' });
});

it('has no environment, nor a word of the host’s to its allocator', async () => {
  const plugin = open('throw new Error(JSON.stringify(process.env) + typeof gc);');
  await expect(put(plugin, new Uint8Array(1))).rejects.toMatchObject({ said: '{}undefined' });
});
