import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { nodeFlags } from './node-flags';

interface Launch {
  folder: string;
  childFolder: string;
  memoryMegabytes: number;
}

/**
 * For glibc, and taken away before the plugin's code runs: what is freed in large pieces goes back to the system at once. By
 * itself it would keep more of it with every large file, until the process has more than it may.
 */
const allocator = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

/**
 * Starts the process of a plugin: no environment of the server, its own folder and nothing else to read, and a line to the host as fourth file.
 * Its settings come over that line: arguments could be read by everybody on the machine.
 */
export function launch({ folder, childFolder, memoryMegabytes }: Launch): ChildProcess {
  const flags = nodeFlags({ folder, childFolder, heapMegabytes: Math.max(24, Math.round(memoryMegabytes / 2)) });
  const child = spawn(process.execPath, [...flags, join(childFolder, 'runner.cjs'), String(memoryMegabytes * 1024 * 1024)], {
    cwd: folder,
    env: allocator,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (child.pid) giveWay(child.pid);
  return child;
}

/** Chat comes first: the processor goes to the server, and memory is taken from plugins, where there is too little of it. */
function giveWay(pid: number): void {
  prioritise(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  writeFile(`/proc/${pid}/oom_score_adj`, '900').catch(() => {});
}

export const setLowest = (pid: number) => prioritise(pid, constants.priority.PRIORITY_LOW);

function prioritise(pid: number, priority: number): void {
  try {
    setPriority(pid, priority);
  } catch {
    // It is gone already; `close` says so.
  }
}
