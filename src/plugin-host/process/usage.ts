import { readFile } from 'node:fs/promises';

/** Pages and clock ticks as Linux has them on nearly all machines; elsewhere `usageOf` finds nothing. */
const pageBytes = 4096;
const tickMillis = 10;

export interface Usage {
  /** Bytes in memory. */
  memory: number;
  /** Milliseconds of processor time since its start. */
  processor: number;
}

/** What a process takes of the machine. @returns undefined where the system does not say */
export async function usageOf(pid: number): Promise<Usage | undefined> {
  try {
    const [memory, stat] = await Promise.all([readFile(`/proc/${pid}/statm`, 'latin1'), readFile(`/proc/${pid}/stat`, 'latin1')]);
    // The second field is the name in brackets, in which anything may stand.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      memory: Number(memory.split(' ')[1]) * pageBytes,
      processor: (Number(fields[11]) + Number(fields[12])) * tickMillis,
    };
  } catch {
    return undefined;
  }
}
