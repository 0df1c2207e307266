import { spawn } from 'node:child_process';
import { root } from './freshness.mjs';

/** Runs a program and gives what it said; with `show` it speaks for itself. */
export function run(command, args, { show = false, env = process.env, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

/** A tool of the project, by its file: `npx` would take half a second to find it. */
export const node = (script, args = [], options) => run(process.execPath, [script, ...args], options);
