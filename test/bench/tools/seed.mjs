/** Furnished data folders, made once by the project's own seed command and kept until what makes them changes. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './children.mjs';
import { commands, project } from './servers.mjs';

const cache = join(tmpdir(), 'parlour-bench-cache');

/** The agents' sessions in a seeded folder end some day; it is made anew long before. */
const KEEP_MILLISECONDS = 3 * 24 * 3600 * 1000;

/** One message for each conversation. Returns `{ directory, website, cookies, took }`; `took` is 0 if the folder was there already. */
export async function seeded(conversations) {
  const version = seedVersion();
  await forgetOthers(version);
  const name = `${version}-${conversations}`;
  const description = join(cache, `${name}.json`);
  const directory = join(cache, name);
  const known = await readFile(description, 'utf8').catch(() => null);
  if (known) return { ...JSON.parse(known), directory, took: 0 };

  const from = performance.now();
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const parameters = ['seed', '--conversations', String(conversations), '--messages', String(conversations)];
  const output = await runCommand(commands, parameters, { DATA_DIR: unfinished, LOG_LEVEL: 'warn' });
  await rename(unfinished, directory);
  const seed = read(output);
  await writeFile(description, JSON.stringify(seed));
  return { ...seed, directory, took: (performance.now() - from) / 1000 };
}

/** The seed command prints JSON on its last line. */
function read(output) {
  const { website, agents } = JSON.parse(output.trim().split('\n').pop());
  const cookies = agents.map(({ cookie }) => (cookie.startsWith('parlour_session=') ? cookie : `parlour_session=${cookie}`));
  return { website, cookies };
}

/** Changes with the tables and with the seed itself: whatever is built from a migration, an entity or the seed command. */
function seedVersion() {
  const dist = join(project, 'dist');
  const hash = createHash('sha256');
  const files = readdirSync(dist, { recursive: true }).filter((path) =>
    /(seed|migration|\.entity)[^/]*\.js$|migrations\/.*\.js$/.test(path),
  );
  for (const path of files.sort()) hash.update(path).update(readFileSync(join(dist, path)));
  return hash.digest('hex').slice(0, 12);
}

async function forgetOthers(version) {
  for (const name of await readdir(cache).catch(() => [])) {
    const path = join(cache, name);
    const { mtimeMs } = await stat(path);
    if (!name.startsWith(version) || Date.now() - mtimeMs > KEEP_MILLISECONDS) await rm(path, { recursive: true, force: true });
  }
}
