import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { isInstalled, markInstalled, root } from './freshness.mjs';

/** Installs from the lock if `node_modules` is missing or of another lock, another Node or an interrupted installation. */
export async function install(say) {
  if (isInstalled()) return;
  const folder = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false });
  // `npm ci` would empty the folder that it points to, which is somebody else's.
  if (folder?.isSymbolicLink())
    throw new Error('node_modules is a link to another folder that does not fit this lock. Remove the link, then start again.');
  const first = !existsSync(join(root, 'node_modules'));
  say(first ? 'Installing what Parlour needs. The first time takes a minute or two.' : 'Installing what has changed.');
  const { code, output } = await run('npm', ['ci', '--include=dev', '--no-progress', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
  if (code !== 0) throw new Error(`Installing failed. What npm said:\n\n${output.trim()}`);
  markInstalled();
}
