import { Database } from '../../../src/database/database';
import { ErasureRun } from '../../../src/privacy/erasure/erasure-run';
import { HeldService } from '../../../src/privacy/held/held.service';
import type { Person } from '../../../src/privacy/privacy.types';
import { startApp, type RunningApp } from '../../kit/app';
import { filesUnder, rowsOnPostgres, tracesOf } from '../../kit/bytes';
import { erasuresOf } from '../../kit/rights';
import { Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

/** What a process that is killed leaves: everything up to some write is there, and nothing after it. */
async function killedAfter(writes: number, work: () => Promise<void>): Promise<boolean> {
  const database = server.app.get(Database);
  let left = writes;
  const cut = <Work extends (...of: never[]) => Promise<unknown>>(write: Work) =>
    jest.fn(((...of: never[]) => (left-- > 0 ? write(...of) : Promise.reject(new Error('killed')))) as Work);
  const { transaction, maintain } = database;
  // On PostgreSQL the one is the other.
  if (!database.isPostgres) database.maintain = cut(maintain.bind(database)) as typeof maintain;
  database.transaction = cut(transaction.bind(database)) as typeof transaction;
  try {
    await work();
    return false;
  } catch (error) {
    expect((error as Error).message).toBe('killed');
    return true;
  } finally {
    Object.assign(database, { transaction, maintain });
  }
}

it('goes on after being cut off at every single step, and counts nothing twice', async () => {
  const run = server.app.get(ErasureRun, { strict: false });
  const original = run.run.bind(run);
  // The job that would do it by itself leaves it to us.
  run.run = () => Promise.resolve();
  const ana = await shop.visitor();
  const person: Person = { workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id };
  const words = Array.from({ length: 6 }, (_, index) => `zqresumed${index}x`);
  for (const word of words) {
    const file = await ana.upload(`${word}bytes`, `${word}.txt`);
    await ana.say(word, { attachments: [file.body.id] });
  }
  const planned = (await server.app.get(HeldService, { strict: false }).counts(person)).filter(
    ({ kind }) => kind === 'Message' || kind === 'Attachment',
  );
  const id = await erasuresOf(server).begin(person);
  let cuts = 0;
  // One more write gets through each time: every place between two of them is where it is cut off once.
  while (await killedAfter(cuts % 3, () => original(id))) cuts++;
  expect(cuts).toBeGreaterThan(10);
  expect((await erasuresOf(server).state(id)).state).toBe('complete');
  const { certificate } = await erasuresOf(server).certificate(id);
  expect(planned.map(({ count }) => count)).toEqual([6, 6]);
  expect(certificate.erased).toMatchObject({ message: 6, attachment: 6, files: 6, conversation: 1, visitor: 1 });
  const files = new Map([...filesUnder(server.settings.DATA_DIR), ...(await rowsOnPostgres(server.settings.DATABASE_URL))]);
  expect(tracesOf(files, [...words, ana.id])).toEqual([]);
});
