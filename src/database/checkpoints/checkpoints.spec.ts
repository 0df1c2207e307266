import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite, { type Database as SqliteHandle } from 'better-sqlite3';
import { Checkpoints } from './checkpoints';

let folder: string;
let handle: SqliteHandle;
let checkpoints: Checkpoints;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parlour-checkpoints-'));
  handle = new Sqlite(join(folder, 'parlour.db'));
  handle.pragma('journal_mode = WAL');
  handle.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  checkpoints = new Checkpoints(handle, handle.name);
});
afterEach(async () => {
  await checkpoints.close();
  handle.close();
  rmSync(folder, { recursive: true });
});

const text = 'x'.repeat(20_000);
function write(): void {
  handle.prepare('INSERT INTO note (text) VALUES (?)').run(text);
  checkpoints.committed();
}
const byItself = () => handle.pragma('wal_autocheckpoint', { simple: true });
const turn = () => new Promise(setImmediate);
/** Writes until `done`, a little at a time, as messages come in. */
async function writeUntil(done: () => boolean): Promise<number> {
  for (let written = 1; ; written++) {
    write();
    if (done()) return written;
    await turn();
  }
}

it('leaves a quiet server without a thread', async () => {
  for (let written = 0; written < 63; written++) write();
  await turn();
  expect(byItself()).toBe(1000);
});

it('carries the log over in a thread while there is traffic, and never lets it grow without end', async () => {
  await writeUntil(() => byItself() === 0);
  const log = `${handle.name}-wal`;
  // Bytes 12 to 16 of the log count how often it began anew.
  const beginnings = () => readFileSync(log).readUInt32BE(12);
  const before = beginnings();
  await writeUntil(() => beginnings() >= before + 3);
  expect(statSync(log).size).toBeLessThan(64 * 1024 * 1024);
  const other = new Sqlite(handle.name, { readonly: true });
  expect(other.pragma('integrity_check', { simple: true })).toBe('ok');
  other.close();
});

it('goes back to SQLite’s own way when the thread is gone', async () => {
  await writeUntil(() => byItself() === 0);
  await checkpoints.close();
  expect(byItself()).toBe(1000);
});
