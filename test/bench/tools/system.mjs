/** What a process has used, from /proc: processor time and resident memory, with those of its children. */
import { readFileSync } from 'node:fs';

/** The kernel counts processor time in hundredths of a second on every architecture that Node runs on. */
const MICROSECONDS_PER_TICK = 10_000;

export function processorMicroseconds(pid) {
  return sum(pid, (id) => {
    // The name, second, may hold spaces and brackets: count the fields from behind it.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').pop().split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
  });
}

export function residentKilobytes(pid) {
  return sum(pid, (id) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0));
}

function sum(pid, read) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return (children ? children.split(' ') : []).reduce((total, child) => total + sum(Number(child), read), read(pid));
}
