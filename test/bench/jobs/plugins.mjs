/** What a plugin costs by itself: the host's own code starts it and calls it, without a server around. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { project } from '../tools/servers.mjs';
import { median } from '../tools/statistics.mjs';
import { residentKilobytes } from '../tools/system.mjs';

const require = createRequire(import.meta.url);
const inFlight = 16;

export default async function plugins({ folder, starts, calls }) {
  require('reflect-metadata');
  const { PluginProcesses } = require(join(project, 'dist/plugin-host/process/plugin-processes.js'));
  const settings = { DATA_DIR: folder, PLUGIN_MEMORY_MB: 128, PLUGIN_PRIVATE_NETWORK: [] };
  const clock = { millis: Date.now, now: () => new Date() };
  const processes = new PluginProcesses(settings, clock, { write() {}, settled: async () => {} });
  const plugin = {
    workspaceId: 'bench',
    id: 'translate-bench',
    folder: join(folder, 'translate-bench'),
    settings: {},
    network: [],
  };
  plugin.manifest = { version: '1.0.0', main: 'index.js' };
  const argument = { texts: ['x'.repeat(200)], to: 'de' };
  const call = () => processes.call(plugin, { callId: 'c', capability: 'translator', method: 'translate', argument });

  const times = [];
  const megabytes = [];
  for (let round = 0; round < starts; round++) {
    const from = performance.now();
    const { texts } = await call();
    times.push(performance.now() - from);
    if (texts.length !== 1) throw new Error('The plugin did not answer.');
    megabytes.push(residentKilobytes(process.pid) / 1024 - process.memoryUsage.rss() / 1024 ** 2);
    if (round < starts - 1) await processes.stop('bench', plugin.id);
  }
  let left = calls;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) await call();
    }),
  );
  const perSecond = calls / ((performance.now() - from) / 1000);
  await processes.beforeApplicationShutdown();
  return { startMillis: median(times), megabytes: median(megabytes), perSecond };
}
