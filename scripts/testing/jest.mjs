import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { root } from '../freshness.mjs';

/** The test files inside these folders (regular expressions) whose path has all of the patterns in it. */
export function testFiles(folders, patterns) {
  const within = folders.map((folder) => new RegExp(`^${folder}/`));
  return ['src', 'plugins', 'test']
    .flatMap((top) => readdirSync(join(root, top), { recursive: true }).map((file) => `${top}/${file.split(sep).join('/')}`))
    .filter((file) => file.endsWith('.spec.ts') && within.some((start) => start.test(file)))
    .filter((file) => patterns.every((pattern) => file.includes(pattern)));
}

/** Runs Jest on files and counts; a file that cannot be run at all is a failure. */
export async function runJest({ files, env = {}, serial = false }) {
  const outputs = mkdtempSync(join(tmpdir(), 'parlour-jest-'));
  const report = join(outputs, 'report.json');
  // A test that fails before it tidied up must not keep the whole run waiting.
  const flags = [
    '--forceExit',
    '--json',
    `--outputFile=${report}`,
    ...(serial ? ['--runInBand'] : []),
    '--runTestsByPath',
    ...files,
  ];
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...flags], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'test', ...env },
      // Its JSON goes to the file; what people read comes on the error stream.
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  const counts = existsSync(report)
    ? countsOf(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 1, skipped: 0, files: [] };
  rmSync(outputs, { recursive: true, force: true });
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

const countsOf = ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, testResults }) => ({
  passed: numPassedTests,
  failed: numFailedTests + numRuntimeErrorTestSuites,
  skipped: numPendingTests,
  /** Each file with its tests, as Jest reports them. */
  files: testResults,
});
