import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { node } from './commands.mjs';
import { root } from './freshness.mjs';
import { install } from './install.mjs';

// `npm run plugin:test -- <id or folder>`: runs a plugin's own tests, wherever it lives, with the contract suites of this checkout.
const [named] = process.argv.slice(2);
const folder = [named && join(root, 'plugins', named), named && resolve(named)].find((path) => path && existsSync(path));
if (!folder) {
  console.error(
    named ? `There is no plugin at ${resolve(named)}, nor plugins/${named}.` : 'Which one? npm run plugin:test -- <id or folder>',
  );
  process.exit(1);
}
await install(console.log);
const base = createRequire(import.meta.url)(join(root, 'jest.config.js'));
const config = JSON.stringify({ ...base, roots: [folder], testMatch: ['**/*.spec.{js,ts}'] });
const { code } = await node(join(root, 'node_modules/jest/bin/jest.js'), ['--config', config, '--forceExit'], {
  show: true,
  env: { ...process.env, NODE_ENV: 'test' },
});
process.exitCode = code;
