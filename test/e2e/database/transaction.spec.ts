import { ChatError } from '../../../src/common/errors';
import { Database } from '../../../src/database/database';
import { Setting } from '../../../src/database/setting.entity';
import { startApp, type RunningApp } from '../../kit/app';

let server: RunningApp;
let database: Database;

beforeAll(async () => {
  server = await startApp();
  database = server.app.get(Database);
});
afterAll(() => server.stop());

const insert = 'INSERT INTO setting (name, value) VALUES (?, ?)';
const named = async (prefix: string) => {
  const rows = await database.query<{ name: string }>('SELECT name FROM setting WHERE name LIKE ? ORDER BY name', [`${prefix}%`]);
  return rows.map(({ name }) => name);
};

it('500 at once all arrive, by plain SQL and by TypeORM', async () => {
  await Promise.all(
    Array.from({ length: 500 }, (_, index) =>
      database.transaction<unknown>((tx) =>
        index % 2
          ? tx.run(insert, [`many ${index}`, 'x'])
          : tx.manager.save(Object.assign(new Setting(), { name: `many ${index}`, value: 'x' })),
      ),
    ),
  );
  expect(await named('many ')).toHaveLength(500);
});

it('one that fails takes back all of its own, and nothing of the others', async () => {
  const outcomes = await Promise.allSettled([
    database.transaction((tx) => tx.run(insert, ['batch a', 'x'])),
    database.transaction(async (tx) => {
      await tx.run(insert, ['batch b', 'x']);
      await tx.manager.save(Object.assign(new Setting(), { name: 'batch c', value: 'x' }));
      throw new ChatError('message.empty');
    }),
    database.transaction(async (tx) => {
      await tx.run(insert, ['batch d', 'x']);
      await tx.run(insert, ['batch d', 'again']);
    }),
    database.transaction((tx) => tx.run(insert, ['batch e', 'x'])),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(await named('batch ')).toEqual(['batch a', 'batch e']);
  expect(database.health.failing).toBeUndefined();
});

it('what waits for the commit finds the rows on disk, and runs only if there are any', async () => {
  const found: Promise<string[]>[] = [];
  await database.transaction(async (tx) => {
    tx.afterCommit(() => found.push(named('after ')));
    await tx.run(insert, ['after a', 'x']);
  });
  const failed = jest.fn();
  await database
    .transaction((tx) => {
      tx.afterCommit(failed);
      throw new ChatError('message.empty');
    })
    .catch(() => undefined);
  expect(await found[0]).toEqual(['after a']);
  expect(failed).not.toHaveBeenCalled();
});

it('gives the same values back on either database', async () => {
  await database.transaction((tx) => tx.run(insert, ['value', 'Ünïcödé 😀 "quoted" \\ %s $1']));
  const [row] = await database.transaction((tx) =>
    tx.run('UPDATE setting SET value = value WHERE name = ? RETURNING value', ['value']),
  );
  expect(row).toEqual({ value: 'Ünïcödé 😀 "quoted" \\ %s $1' });
  expect(await database.transaction((tx) => tx.run('DELETE FROM setting WHERE name = ?', ['nobody']))).toEqual([]);
});

it('reads are never part of a transaction that is under way', async () => {
  const seen = await database.transaction(async (tx) => {
    await tx.run(insert, ['hidden', 'x']);
    return named('hidden');
  });
  expect(seen).toEqual([]);
  expect(await named('hidden')).toEqual(['hidden']);
});

it('on SQLite a commit is flushed, and what is deleted is overwritten', () => {
  if (!database.sqlite) return;
  const setting = (name: string) => database.sqlite!.pragma(name, { simple: true });
  expect([setting('journal_mode'), setting('synchronous'), setting('secure_delete'), setting('foreign_keys')]).toEqual([
    'wal',
    2,
    1,
    1,
  ]);
  expect(() => database.sqliteReader!.exec("UPDATE setting SET value = ''")).toThrow(/readonly/);
});
