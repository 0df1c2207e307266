import { randomUUID } from 'node:crypto';
import { Counter } from '../../src/analytics/counting/counter';
import { Database } from '../../src/database/database';
import { startApp, type RunningApp } from '../kit/app';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';

let server: RunningApp;
let shop: Shop;
beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const counted = () => server.app.get(Counter, { strict: false }).countAll();
async function messagesOfVisitors(): Promise<number> {
  await counted();
  const [shown] = await rowsOf<{ total: number | string | null }>(
    server,
    "SELECT SUM(total) AS total FROM statistic WHERE measure = 'visitor'",
  );
  const [held] = await rowsOf<{ total: number | string | null }>(
    server,
    "SELECT SUM(held) AS total FROM held_statistic WHERE measure = 'visitor'",
  );
  return Number(shown.total ?? 0) + Number(held.total ?? 0);
}

/** Writes a message as the log does, and leaves the transaction open until it is let go. */
async function slowly(conversation: string, position: number): Promise<() => Promise<void>> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let written = () => {};
  const isWritten = new Promise<void>((resolve) => (written = resolve));
  const done = server.app.get(Database).transaction(async (tx) => {
    await tx.run('UPDATE conversation SET position = ? WHERE id = ?', [position, conversation]);
    await tx.run(
      `INSERT INTO message (id, workspace_id, conversation_id, position, seq, kind, sender, author_id, body, files, at)
       VALUES (?, ?, ?, ?, ?, 'reply', 'visitor', '', 'Slow', 0, ?)`,
      [randomUUID(), shop.workspaceId, conversation, position, position, Date.now()],
    );
    written();
    await gate;
  });
  await isWritten;
  return async () => {
    letGo();
    await done;
  };
}

// On PostgreSQL only: on SQLite one writes at a time, and numbers and commits have the same order.
it('counts a message whose transaction took a lower number and was on disk later', async () => {
  const slow = await (await shop.visitor()).say('Hello');
  const quick = await shop.visitor();
  expect(await messagesOfVisitors()).toBe(1);
  const commit = await slowly(slow.conversation, 2);
  await quick.say('Overtaking');
  // Looks as a page does, which does not wait for ever: the message that overtook is not counted before the other one.
  await server.app.get(Counter, { strict: false }).catchUp();
  await commit();
  await quick.say('Afterwards');
  expect(await messagesOfVisitors()).toBe(4);
});
