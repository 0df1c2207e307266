import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What a build is made from; specs beside the code are not. */
const sources = ['src', 'plugins', 'scripts', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const buildStamp = join(root, 'dist', '.built-from');
const installStamp = join(root, 'node_modules', '.installed-from');

/** Whether `dist` is what the sources would give today. Times are looked at first: they decide without reading a file. */
export function isBuilt() {
  const built = read(buildStamp);
  if (!built || !existsSync(join(root, 'dist', 'bundle', 'server.js'))) return false;
  const { hash, at } = JSON.parse(built);
  const files = sourceFiles();
  if (files.every((file) => statSync(file).mtimeMs < at) && files.length === JSON.parse(built).files) return true;
  return hash === hashOf(files);
}

/** Taken before a build: what is changed while it runs makes the next one. */
export function beginStamp() {
  const files = sourceFiles();
  const stamp = { hash: hashOf(files), at: Date.now(), files: files.length };
  return () => write(buildStamp, JSON.stringify(stamp));
}

/** Whether `node_modules` holds what the lock says: by our own note, or by npm's, if somebody installed by hand. */
export function isInstalled() {
  const stamp = read(installStamp);
  if (stamp) return stamp === lockStamp();
  if (!matchesLock()) return false;
  markInstalled();
  return true;
}
export const markInstalled = () => write(installStamp, lockStamp());

/** Native packages are compiled for one version of Node's interface, so that belongs to it. */
const lockStamp = () => `${hashOf([join(root, 'package-lock.json')])} ${process.versions.modules}`;

function matchesLock() {
  const note = read(join(root, 'node_modules', '.package-lock.json'));
  if (!note) return false;
  const wanted = Object.entries(JSON.parse(read(join(root, 'package-lock.json'))).packages);
  const present = JSON.parse(note).packages;
  return wanted.every(([path, { version, optional }]) => path === '' || optional || present[path]?.version === version);
}

function sourceFiles() {
  return sources.flatMap((name) => {
    const path = join(root, name);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [path];
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.includes('.spec.'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  });
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
