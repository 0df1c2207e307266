import Sqlite, { type Database as SqliteHandle } from 'better-sqlite3';
import type { Database } from '../../database/database';
import { SearchMerges } from './search-merges';

let handle: SqliteHandle;
let merges: SearchMerges;
/** What stands still while a piece of work is done: nothing else is written meanwhile. */
let working = false;

beforeEach(async () => {
  handle = new Sqlite(':memory:');
  handle.exec('CREATE VIRTUAL TABLE message_search USING fts5(body, workspace_id)');
  const maintain = async (work: () => unknown) => {
    expect(working).toBe(false);
    working = true;
    await Promise.resolve();
    const result = work();
    working = false;
    return result;
  };
  merges = new SearchMerges({ maintain } as unknown as Database, handle);
  await merges.takeOver();
});
afterEach(async () => {
  await merges.stop();
  handle.close();
});

/** Each is a part of the index. */
function add(parts: number): void {
  const insert = handle.prepare('INSERT INTO message_search (body, workspace_id) VALUES (?, ?)');
  for (let part = 0; part < parts; part++)
    handle.transaction(() => {
      for (let row = 0; row < 20; row++) insert.run(`walnut table ${part} ${row} delivered late`, 'w');
    })();
}
const parts = () => handle.prepare('SELECT count(DISTINCT segid) FROM message_search_idx').pluck().get() as number;
const found = (words: string) =>
  handle.prepare('SELECT count(*) FROM message_search WHERE message_search MATCH ?').pluck().get(words) as number;
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('keeps FTS5 from merging within somebody’s write', () => {
  add(12);
  expect(parts()).toBe(12);
});

it('makes many parts few, in steps, and finds the same before and after', async () => {
  add(15);
  expect(found('walnut')).toBe(300);
  merges.start();
  merges.start();
  await until(() => parts() < 8);
  expect(found('walnut')).toBe(300);
  expect(found('delivered 14')).toBe(34);
});

it('does nothing where there is little to do', async () => {
  add(3);
  merges.start();
  await merges.stop();
  expect(parts()).toBe(3);
});

it('stops between two steps, and begins nothing any more', async () => {
  await merges.stop();
  add(12);
  merges.start();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(parts()).toBe(12);
});

it('takes over once: the index remembers it', async () => {
  const maintain = jest.fn();
  await new SearchMerges({ maintain } as unknown as Database, handle).takeOver();
  expect(maintain).not.toHaveBeenCalled();
});
