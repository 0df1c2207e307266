import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { node } from './commands.mjs';
import { isBuilt, root } from './freshness.mjs';
import { install } from './install.mjs';
import { requireNode } from './node-version.mjs';

// `npm start`: from a fresh clone to a running server. Everything before the last line needs nothing but Node.
requireNode();
const say = (sentence) => console.log(sentence);
try {
  await install(say);
  if (!isBuilt()) {
    say('Building.');
    // In a process of its own: what compilers take, half a gigabyte, goes with it.
    const { code, output } = await node(join(root, 'scripts', 'build.mjs'));
    if (code !== 0) throw new Error(output.trim());
  }
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
// The same process: signals, exit codes and memory are the server's own.
await import(pathToFileURL(join(root, 'dist', 'bundle', 'server.js')).href);
