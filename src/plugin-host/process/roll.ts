import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The processes that were started, on disk: if the server is killed, a plugin that loops at that moment never hears of it and would
 * loop for ever. The next start ends it. A process is the same one only if its number and its time of birth are.
 */
export class Roll {
  private readonly file: string;

  constructor(private readonly dataFolder: string) {
    this.file = join(dataFolder, 'plugin-processes');
  }

  /** @returns how many were still there */
  endFormer(): number {
    if (!existsSync(this.file)) return 0;
    const entries = readFileSync(this.file, 'utf8').split('\n').filter(Boolean);
    const alive = entries.map((entry) => entry.split(' ')).filter(([pid, birth]) => birthOf(Number(pid)) === birth);
    for (const [pid] of alive) kill(Number(pid));
    rmSync(this.file, { force: true });
    return alive.length;
  }

  add(pid: number): void {
    const birth = birthOf(pid);
    if (birth && existsSync(this.dataFolder)) appendFileSync(this.file, `${pid} ${birth}\n`, { mode: 0o600 });
  }

  clear(): void {
    rmSync(this.file, { force: true });
  }
}

/** In clock ticks since the machine started; undefined where the system does not say, or if there is no such process. */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}
