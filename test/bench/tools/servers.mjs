/** Starting what is measured: a bare server, or Parlour on a copy of a furnished data folder. */
import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnServer, stop } from './children.mjs';
import { seconds } from './statistics.mjs';

export const project = join(import.meta.dirname, '../../..');
export const main = join(project, 'dist/bundle/server.js');
export const commands = join(project, 'dist/cli.js');
export const parlourIsBuilt = () => existsSync(main) && existsSync(commands);

const scratch = await mkdtemp(join(tmpdir(), 'parlour-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const FIRST_PORT = Number(process.env.BENCH_PORT ?? 3300);
let starts = 0;

export const bare = (name) => ({
  dialect: 'plain',
  label: `bare ${name}`,
  script: join(project, `test/bench/servers/${name}.mjs`),
  ready: '/',
});

/** `seed` is what tools/seed.mjs returns; the server gets a copy, so that every round starts from the same data. */
export const parlour = (seed) => ({ dialect: 'parlour', label: 'Parlour', script: main, ready: '/healthz', seed });

/** Starts a server for the length of `work`, on `directory` or on a folder that is made for it and thrown away. */
export async function during(target, directory, work) {
  const folder = directory ?? (await furnish(target));
  const server = await start(target, folder);
  try {
    return await work(server);
  } finally {
    await server.close();
    if (!directory) await rm(folder, { recursive: true, force: true });
  }
}

/** Spawns and returns at once: for those who measure the start itself. */
export async function launch(target, folder) {
  const port = await freePort();
  const env = {
    PORT: port,
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    RATE_LIMITS: 'off',
    SOCKETS_PER_ADDRESS: '100000',
    SOCKETS_PER_WEBSITE: '100000',
    ...target.env,
  };
  const child = spawnServer(target.script, env, join(scratch, `${port}.log`));
  const { website, cookies } = target.seed ?? {};
  const close = () => stop(child);
  return { dialect: target.dialect, port, pid: child.pid, website, cookies, died: child.died, close };
}

/** Waits until the server answers. */
export async function start(target, folder) {
  const server = await launch(target, folder);
  await Promise.race([server.died, answers(server.port, target.ready)]);
  return server;
}

/** A folder of the target's own: empty for a bare server, a copy of the seeded one for Parlour. */
export async function furnish({ seed }) {
  const folder = join(scratch, `data-${++starts}`);
  if (seed) await cp(seed.directory, folder, { recursive: true, mode: 1 });
  else await mkdir(folder);
  return folder;
}

async function answers(port, path) {
  for (let attempt = 0; attempt < 6000; attempt++) {
    if ((await status(port, path)) < 500) return;
    await seconds(0.02);
  }
  throw new Error(`No answer from port ${port} within two minutes.`);
}

const status = (port, path) =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', () => resolve(599));
  });

let lastPort = FIRST_PORT - 1;
async function freePort() {
  for (let attempt = 0; attempt < 100; attempt++) {
    lastPort = lastPort >= FIRST_PORT + 99 ? FIRST_PORT : lastPort + 1;
    if (await isFree(lastPort)) return lastPort;
  }
  throw new Error(`No free port from ${FIRST_PORT} to ${FIRST_PORT + 99}: set BENCH_PORT to a free range of a hundred.`);
}

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
