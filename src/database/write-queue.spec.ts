import Sqlite, { type Database as SqliteHandle } from 'better-sqlite3';
import { Logger } from '@nestjs/common';
import { ChatError } from '../common/errors';
import { StorageHealth } from './storage-health';
import { type Runner, WriteQueue } from './write-queue';

let handle: SqliteHandle;
let runner: Runner;
let health: StorageHealth;
let queue: WriteQueue;

beforeEach(() => {
  handle = new Sqlite(':memory:');
  handle.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  runner = { manager: {} as Runner['manager'], isTransactionActive: false };
  health = new StorageHealth();
  queue = new WriteQueue(handle, runner, health);
  jest.spyOn(Logger.prototype, 'error').mockImplementation();
  jest.spyOn(Logger.prototype, 'log').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
  handle.close();
});

const write = (text: string | null) => queue.run((tx) => tx.run('INSERT INTO note (text) VALUES (?)', [text]));
const texts = () => (handle.prepare('SELECT text FROM note ORDER BY id').all() as { text: string }[]).map(({ text }) => text);
const turn = () => new Promise(setImmediate);

it('writes in the order in which it was asked, 500 at once', async () => {
  const wanted = Array.from({ length: 500 }, (_, index) => String(index));
  await Promise.all(wanted.map(write));
  expect(texts()).toEqual(wanted);
});

it('shares one commit among those that wait together', async () => {
  const exec = jest.spyOn(handle, 'exec');
  await Promise.all(Array.from({ length: 64 }, (_, index) => write(String(index))));
  expect(exec.mock.calls.filter(([sql]) => sql === 'COMMIT')).toHaveLength(1);
});

it('takes back only the job that fails, whatever it wrote before', async () => {
  const outcomes = await Promise.allSettled([
    write('before'),
    queue.run(async (tx) => {
      await tx.run('INSERT INTO note (text) VALUES (?)', ['half']);
      await turn();
      throw new ChatError('message.empty');
    }),
    write(null),
    write('after'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(texts()).toEqual(['before', 'after']);
  expect(health.failing).toBeUndefined();
});

it('takes back a job that fails alone', async () => {
  const work = queue.run(async (tx) => {
    await tx.run('INSERT INTO note (text) VALUES (?)', ['half']);
    throw new ChatError('message.empty');
  });
  await expect(work).rejects.toMatchObject({ code: 'message.empty' });
  expect(texts()).toEqual([]);
  await write('next');
  expect(texts()).toEqual(['next']);
});

it('runs what waits for the commit after it, in order, and before the answers; never for a job that failed', async () => {
  const said: string[] = [];
  const job = (name: string, fails = false) =>
    queue.run(async (tx) => {
      tx.afterCommit(() => said.push(`${name}: ${handle.inTransaction ? 'too early' : 'committed'}`));
      await tx.run('INSERT INTO note (text) VALUES (?)', [name]);
      if (fails) throw new Error('on purpose');
    });
  const answered = [job('one').then(() => said.push('one answered')), job('two', true).catch(() => said.push('two refused'))];
  await Promise.all([...answered, job('three')]);
  expect(said.slice(0, 2)).toEqual(['one: committed', 'three: committed']);
  expect(said.slice(2).sort()).toEqual(['one answered', 'two refused']);
});

it('goes on after a hook that throws', async () => {
  const later = jest.fn();
  await Promise.all([
    queue.run((tx) => {
      tx.afterCommit(() => {
        throw new Error('on purpose');
      });
    }),
    queue.run((tx) => tx.afterCommit(later)),
  ]);
  expect(later).toHaveBeenCalledTimes(1);
  await write('next');
  await queue.idle();
  expect(texts()).toEqual(['next']);
});

it('refuses the whole batch when the disk fails, says so, and recovers', async () => {
  handle.pragma('query_only = ON');
  const outcomes = await Promise.allSettled([write('one'), write('two')]);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'storage.unavailable' } });
  expect(health.failing?.reason).toBe('SQLITE_READONLY');
  expect(Logger.prototype.error).toHaveBeenCalledTimes(1);
  handle.pragma('query_only = OFF');
  await write('three');
  expect(health.failing).toBeUndefined();
  expect(texts()).toEqual(['three']);
});

it('marks the transaction only while there is one, so that TypeORM begins none of its own', async () => {
  const seen: boolean[] = [];
  await queue.run(() => void seen.push(runner.isTransactionActive));
  await queue.run(() => Promise.reject(new Error('on purpose'))).catch(() => undefined);
  expect(seen).toEqual([true]);
  expect(runner.isTransactionActive).toBe(false);
});
