import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build, bundlePlugins } from './build.mjs';
import { root } from './freshness.mjs';
import { install } from './install.mjs';
import { requireNode } from './node-version.mjs';

// `npm run dev`: builds and restarts on every change of the sources. Views, texts and plugins are read anew by the running server.
const quietMillis = 150;
const changed = new Set();
let server;
let timer;
let working = Promise.resolve();

requireNode();
await install(console.log);
await restart();
for (const folder of ['src', 'plugins', 'scripts'].filter((name) => existsSync(join(root, name))))
  watch(join(root, folder), { recursive: true }, () => soon(folder));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop().then(() => process.exit(0)));

function soon(folder) {
  changed.add(folder);
  clearTimeout(timer);
  timer = setTimeout(() => (working = working.then(renew)), quietMillis);
}

/** A change of plugins alone needs no other server: it notices, and starts their processes anew. */
async function renew() {
  const folders = [...changed];
  changed.clear();
  if (!server || folders.some((folder) => folder !== 'plugins')) return restart();
  await bundlePlugins().catch((error) => console.error(error.message));
}

async function restart() {
  try {
    if (!(await build()) && server) return;
  } catch (error) {
    console.error(error.message);
    return;
  }
  await stop();
  const env = { ...process.env, NODE_ENV: 'development' };
  server = spawn(process.execPath, [join(root, 'dist', 'main.js'), ...process.argv.slice(2)], { stdio: 'inherit', env });
}

async function stop() {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}
