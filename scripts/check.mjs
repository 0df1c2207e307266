import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { node } from './commands.mjs';
import { root } from './freshness.mjs';
import { install } from './install.mjs';

// `npm run check`: what has to hold before every commit. `-- --fix` mends what a program can mend; `-- --untested` leaves the unit tests
// to `npm test`, which runs them too.
const fix = process.argv.includes('--fix');
const untested = process.argv.includes('--untested');
const bin = (path) => join(root, 'node_modules', path);
const tool =
  (script, ...args) =>
  async () => {
    const { code, output } = await node(bin(script), args);
    return code === 0 ? [] : [output.trim()];
  };

await install(console.log);
const [{ checkTexts }, { checkViews }, { checkDocuments }] = await Promise.all([
  import('./checks/texts.mjs'),
  import('./checks/views.mjs'),
  import('./checks/documents.mjs'),
]);
const projects = [
  'tsconfig.json',
  'src/widget/client/tsconfig.json',
  'src/admin/client/tsconfig.json',
  'test/flows/tsconfig.json',
];
const cache = 'node_modules/.cache';
const checks = [
  ['documents', () => checkDocuments({ fix })],
  ['format', tool('prettier/bin/prettier.cjs', fix ? '--write' : '--check', '--log-level', 'warn', '.')],
  ['lint', tool('eslint/bin/eslint.js', '.', '--cache', '--cache-location', `${cache}/eslint`, ...(fix ? ['--fix'] : []))],
  ...projects
    .filter((project) => existsSync(join(root, project)))
    .map((project) => [`types of ${project}`, tool('typescript/bin/tsc', '-p', project, '--noEmit', '--pretty', 'false')]),
  [
    'arrows',
    tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      'src',
      'plugins',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
    ),
  ],
  ['texts', async () => checkTexts()],
  ['views', async () => checkViews()],
  ...(untested
    ? []
    : [['unit tests', tool('jest/bin/jest.js', '--roots', join(root, 'src'), join(root, 'plugins'), '--silent')]]),
];

let failed = 0;
for (const [name, check] of checks) {
  const start = performance.now();
  const problems = await check();
  if (problems.length) failed++;
  console.log(`${problems.length ? 'wrong' : 'ok   '}  ${name}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  for (const problem of problems) console.log(`       ${problem.replaceAll('\n', '\n       ')}`);
}
process.exitCode = failed ? 1 : 0;
