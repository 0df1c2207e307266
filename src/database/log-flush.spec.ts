import { cpSync, fdatasync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite, { type Database as SqliteHandle } from 'better-sqlite3';
import { Logger } from '@nestjs/common';
import { LogFlush } from './log-flush';
import { StorageHealth } from './storage-health';
import { WriteQueue } from './write-queue';

const flushed = promisify(fdatasync);
let folder: string;
let handle: SqliteHandle;
let disk: LogFlush;
let health: StorageHealth;
let queue: WriteQueue;
/** What the disk does with the next flush. */
let flush: (descriptor: number) => Promise<void>;
let cuts: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parlour-flush-'));
  cuts = 0;
  handle = new Sqlite(join(folder, 'parlour.db'));
  handle.pragma('journal_mode = WAL');
  handle.exec('CREATE TABLE note (text TEXT NOT NULL)');
  health = new StorageHealth();
  disk = new LogFlush(handle, (descriptor) => flush(descriptor));
  queue = new WriteQueue(handle, { manager: {} as never, isTransactionActive: false }, health, disk);
  jest.spyOn(Logger.prototype, 'error').mockImplementation();
  jest.spyOn(Logger.prototype, 'log').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
  disk.close();
  handle.close();
  rmSync(folder, { recursive: true });
});

const write = (text: string) => queue.run((tx) => tx.run('INSERT INTO note (text) VALUES (?)', [text]));
const turns = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
};

/** A disk that keeps nothing but what stood in the files when a flush began that has ended. */
function forgetfulDisk() {
  let kept = copy();
  const keep = async (descriptor: number) => {
    const now = copy();
    await flushed(descriptor);
    kept = now;
  };
  return { keep, afterPowerCut: () => textsOf(kept) };
}
function copy(): string {
  const to = join(folder, `cut-${++cuts}`);
  for (const end of ['', '-wal']) cpSync(`${handle.name}${end}`, join(to, `parlour.db${end}`), { recursive: true });
  return to;
}
function textsOf(kept: string): string[] {
  const database = new Sqlite(join(kept, 'parlour.db'));
  const rows = database.prepare('SELECT text FROM note ORDER BY rowid').all() as { text: string }[];
  database.close();
  return rows.map(({ text }) => text);
}

it('says that something is written only when it would survive a power cut', async () => {
  const { keep, afterPowerCut } = forgetfulDisk();
  flush = keep;
  const said: string[] = [];
  const wanted = Array.from({ length: 40 }, (_, index) => `note ${index}`);
  await Promise.all(
    wanted.map(async (text, index) => {
      for (let turn = 0; turn < index % 7; turn++) await new Promise(setImmediate);
      await write(text);
      said.push(text);
      expect(afterPowerCut()).toEqual(expect.arrayContaining(said));
    }),
  );
  expect(said.sort()).toEqual(wanted.sort());
});

it('holds hooks and answers back until the flush has ended, and lets others go on', async () => {
  let end = () => {};
  flush = () => new Promise((resolve) => (end = resolve));
  const said: string[] = [];
  const written = queue
    .run(async (tx) => {
      await tx.run("INSERT INTO note (text) VALUES ('one')");
      tx.afterCommit(() => said.push('hook'));
    })
    .then(() => said.push('answer'));
  await turns();
  expect(handle.prepare('SELECT count(*) AS count FROM note').get()).toEqual({ count: 1 });
  expect(said).toEqual([]);
  end();
  await written;
  expect(said).toEqual(['hook', 'answer']);
});

it('shares one flush among all that comes while another is under way', async () => {
  const ends: (() => void)[] = [];
  flush = () => new Promise((resolve) => ends.push(resolve));
  const all = [write('first')];
  await turns();
  for (let index = 0; index < 20; index++) all.push(write(String(index)));
  await turns();
  expect(ends).toHaveLength(1);
  ends[0]();
  await turns();
  expect(ends).toHaveLength(2);
  ends[1]();
  await Promise.all(all);
});

it('waits for no flush with what can be done again', async () => {
  flush = () => Promise.reject(new Error('There was one'));
  await queue.run((tx) => tx.run("INSERT INTO note (text) VALUES ('again')"), true);
  expect(health.failing).toBeUndefined();
});

it('refuses what could not be flushed, and believes no flush after it until the whole log stands in the database', async () => {
  flush = () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
  await expect(write('lost')).rejects.toMatchObject({ code: 'storage.unavailable' });
  expect(health.failing?.reason).toBe('EIO');
  // The system would now say yes to anything: its pages count as written.
  const lie = jest.fn(() => Promise.resolve());
  flush = lie;
  const reader = new Sqlite(handle.name, { readonly: true });
  const reading = reader.prepare('SELECT text FROM note').iterate();
  reading.next();
  handle.pragma('busy_timeout = 0');
  await expect(write('not yet')).rejects.toMatchObject({ code: 'storage.unavailable' });
  reading.return!();
  reader.close();
  await write('safe');
  expect(lie).not.toHaveBeenCalled();
  expect(health.failing).toBeUndefined();
  const database = join(folder, 'alone.db');
  cpSync(handle.name, database);
  const alone = new Sqlite(database);
  expect(alone.prepare("SELECT text FROM note WHERE text = 'safe'").all()).toHaveLength(1);
  alone.close();
  await write('next');
  expect(lie).toHaveBeenCalledTimes(1);
});

it('flushes the file that SQLite writes its log to', async () => {
  const files: string[] = [];
  flush = async (descriptor) => {
    files.push(realpathSync(`/proc/self/fd/${descriptor}`));
    await flushed(descriptor);
  };
  await write('one');
  await write('two');
  expect(files).toEqual(Array(2).fill(`${realpathSync(handle.name)}-wal`));
});
