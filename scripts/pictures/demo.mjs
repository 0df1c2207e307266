import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../freshness.mjs';

/** Where it is early afternoon now, so that no picture shows a team that works at night. */
const hours = 14 - new Date().getUTCHours();
export const timezoneId = hours ? `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}` : 'Etc/GMT';

/** Starts the demo on a free port; resolves with what `demo.json` says, and with `stop`. */
export async function startDemo(folder, more = {}) {
  const env = {
    ...process.env,
    TZ: timezoneId,
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    PORT: process.env.PORT ?? '0',
    LOG_LEVEL: 'warn',
    ...more,
  };
  const server = spawn(process.execPath, [join(root, 'dist/main.js'), '--demo'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const file = join(folder, 'demo.json');
  for (let attempt = 0; !existsSync(file) || !readFileSync(file, 'utf8').endsWith('}\n'); attempt++) {
    if (attempt > 300 || server.exitCode !== null) throw new Error('The demo did not start.');
    await wait(100);
  }
  const stop = async () => {
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  return { ...JSON.parse(readFileSync(file, 'utf8')), stop };
}
