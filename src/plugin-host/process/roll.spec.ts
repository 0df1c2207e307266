import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Roll } from './roll';

const folder = mkdtempSync(join(tmpdir(), 'parlour-roll-'));
afterAll(() => rmSync(folder, { recursive: true }));
// Elsewhere no process can be told from a later one of the same number, and the roll ends nobody.
const onLinux = existsSync('/proc/self/stat') ? it : it.skip;

onLinux('the next start ends what still runs, and nobody who only has the same number', async () => {
  const looping = spawn(process.execPath, ['-e', 'for (;;);']);
  const ended = new Promise((resolve) => looping.once('exit', (_code, signal) => resolve(signal)));
  new Roll(folder).add(looping.pid!);
  appendFileSync(join(folder, 'plugin-processes'), `${process.pid} 1\n`);
  expect(new Roll(folder).endFormer()).toBe(1);
  expect(await ended).toBe('SIGKILL');
  expect(new Roll(folder).endFormer()).toBe(0);
});
