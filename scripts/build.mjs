import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { node } from './commands.mjs';
import { beginStamp, isBuilt, root } from './freshness.mjs';

const publicFolder = join(root, 'dist', 'public');

/** Makes `dist` from the sources: the server, what browsers load, and the plugins. Does nothing if nothing changed. */
export async function build({ force = false } = {}) {
  if (!force && isBuilt()) return false;
  const finish = beginStamp();
  mkdirSync(publicFolder, { recursive: true });
  await Promise.all([compileServer().then(bundle), bundleForBrowsers(), bundlePlugins()]);
  finish();
  return true;
}

async function compileServer() {
  const { code, output } = await node(join(root, 'node_modules/typescript/bin/tsc'), [
    '-p',
    'tsconfig.build.json',
    '--pretty',
    'false',
  ]);
  if (code !== 0) throw new Error(`The server does not compile:\n\n${output.trim()}`);
}

async function bundle() {
  copyChildren();
  const { bundleServer } = await import('./bundle-server.mjs');
  await bundleServer(join(root, 'dist'));
}

/** What runs in processes of its own (plugins, dictionaries) is plain JavaScript: it stands as it is beside the server. */
function copyChildren() {
  for (const folder of [
    join('plugin-host', 'process', 'child'),
    join('assist', 'writing', 'spelling', 'child'),
    join('database', 'checkpoints', 'child'),
  ])
    cpSync(join(root, 'src', folder), join(root, 'dist', folder), { recursive: true, filter: (path) => !path.endsWith('.ts') });
}

/** Each plugin is one file of its own, apart from the server. */
export async function bundlePlugins() {
  const { buildPlugins } = await import('./build-plugins.mjs');
  await buildPlugins(join(root, 'dist', 'plugins'));
}

async function bundleForBrowsers() {
  const [{ buildWidget }, { buildAdmin }, { compressAll }] = await Promise.all([
    import('./build-widget.mjs'),
    import('./build-admin.mjs'),
    import('./compress.mjs'),
  ]);
  await Promise.all([buildWidget(publicFolder), buildAdmin(publicFolder)]);
  await compressAll(publicFolder);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const start = performance.now();
  build({ force: process.argv.includes('--force') }).then(
    (built) =>
      console.log(
        built ? `Built in ${((performance.now() - start) / 1000).toFixed(1)} s.` : 'Nothing has changed since the last build.',
      ),
    (error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
