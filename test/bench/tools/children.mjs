/** Every process that the bench starts, and the promise that none outlives it. */
import { fork, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const bench = join(import.meta.dirname, '..');
const children = new Set();

process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])
  process.on(signal, () => process.exit(code));

function keep(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** A server under test. `log` collects what it says; `died` rejects, with the end of that log, if it ends by itself. */
export function spawnServer(script, env, log) {
  const output = openSync(log, 'a');
  const stdio = ['ignore', output, output, 'ipc'];
  const child = keep(spawn(process.execPath, [script], { env: { ...process.env, NODE_ENV: 'production', ...env }, stdio }));
  child.died = new Promise((_, reject) => {
    child.once('exit', (code, signal) =>
      reject(new Error(`${script} ended (${signal ?? code}).\n${readFileSync(log, 'utf8').slice(-4000)}`)),
    );
  });
  child.died.catch(() => {});
  return child;
}

/** Ends politely, so that memory, files and connections are given back in order; insists after five seconds. */
export function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('exit', () => {
      clearTimeout(insist);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

const JOB_DEADLINE = 180_000;

/** Runs one of `jobs/` against a server, in a process of its own. */
export function runJob(job, server, options) {
  const child = keep(fork(join(bench, 'drivers/process.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  const { dialect, port, pid, website, cookies } = server;
  let deadline;
  const done = new Promise((resolve, reject) => {
    deadline = setTimeout(() => reject(new Error(`${job} did not end within ${JOB_DEADLINE / 1000} s.`)), JOB_DEADLINE);
    child.once('message', ({ result, error }) => (error ? reject(new Error(`${job}: ${error}`)) : resolve(result)));
    child.once('exit', (code) => reject(new Error(`${job} ended early (${code}).`)));
    child.send({ job, options: { server: { dialect, port, pid, website, cookies }, ...options } });
  });
  return Promise.race([done, server.died]).finally(() => {
    clearTimeout(deadline);
    child.kill('SIGKILL');
  });
}

/** A command that is waited for; resolves with what it printed. */
export function runCommand(script, parameters, env) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  const child = keep(spawn(process.execPath, [script, ...parameters], { env: { ...process.env, ...env }, stdio }));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${script} ${parameters.join(' ')} ended (${code}).\n${output}`)),
    );
  });
}
