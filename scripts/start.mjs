import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
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
    await build();
  }
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
// The same process: signals, exit codes and memory are the server's own.
await import(pathToFileURL(join(root, 'dist', 'bundle', 'server.js')).href);
