import fastCheck from 'fast-check';
import { InboxCounts } from '../../../src/conversations/inbox/inbox-counts.service';
import { MessagesService } from '../../../src/conversations/messages.service';
import { TriageService } from '../../../src/conversations/triage.service';
import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../../kit/app';
import { rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import type { VisitorClient } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
let visitors: VisitorClient[];

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  visitors = await Promise.all(Array.from({ length: 4 }, () => shop.visitor()));
  for (const visitor of visitors) await visitor.say('Hello');
});
afterAll(() => server.stop());

interface Row {
  id: string;
  assignee_id: string;
  status: string;
  unread: number;
  attention: number;
  position: number;
  last_seq: number;
}
const conversations = () => rowsOf<Row>(server, 'SELECT * FROM conversation ORDER BY id');

const operations = ['write', 'answer', 'note', 'close', 'reopen', 'take', 'give', 'release', 'see', 'wait'] as const;
type Operation = (typeof operations)[number];

async function perform(operation: Operation, index: number): Promise<void> {
  const visitor = visitors[index % visitors.length];
  const all = await conversations();
  const { id } = all[index % all.length];
  const triage = server.app.get(TriageService, { strict: false });
  const messages = server.app.get(MessagesService, { strict: false });
  const ben = shop.as('Ben');
  const message = () => ({ id: randomUUID(), body: operation, attachments: [] });
  const acts: Record<Operation, () => Promise<unknown>> = {
    write: () => visitor.say('More'),
    answer: () => messages.postAsAgent(ben, id, 'reply', message()),
    note: () => messages.postAsAgent(ben, id, 'note', message()),
    close: () => triage.close(ben, id),
    reopen: () => triage.reopen(ben, id),
    take: () => triage.assign(ben, id, ben.account.id),
    give: () => triage.assign(ben, id, shop.as('Olu').account.id),
    release: () => triage.assign(ben, id, ''),
    see: () => triage.seen(ben, id),
    wait: async () => moveClock(server, 4 * 24 * 60 * 60 * 1000),
  };
  await acts[operation]();
}

/** Everything that is kept, beside the same thing counted. */
async function expectCounted(): Promise<void> {
  const all = await conversations();
  for (const name of ['Ben', 'Olu'] as const) {
    const { id } = shop.as(name).account;
    const open = all.filter(({ status }) => status === 'open');
    expect(await server.app.get(InboxCounts, { strict: false }).of(shop.workspaceId, id)).toEqual({
      mine: open.filter((row) => row.assignee_id === id).length,
      unassigned: open.filter((row) => row.assignee_id === '').length,
      open: open.length,
    });
  }
  const counted = await rowsOf<{ assignee_id: string; status: string; total: number }>(server, 'SELECT * FROM inbox_count');
  for (const { assignee_id: assignee, status, total } of counted)
    expect(total).toBe(all.filter((row) => row.assignee_id === assignee && row.status === status).length);
  for (const { id, position, last_seq: lastSeq, unread, attention } of all) {
    const sql = 'SELECT position, seq, sender FROM message WHERE conversation_id = ? ORDER BY position';
    const messages = await rowsOf<{ position: number; seq: number | null; sender: string }>(server, sql, [id]);
    expect(messages.map((message) => message.position)).toEqual(messages.map((_, index) => index + 1));
    expect(position).toBe(messages.length);
    expect(lastSeq).toBe(messages.filter(({ seq }) => seq !== null).length);
    expect(attention).toBe(unread > 0 ? 1 : 0);
    const sinceAnswer = messages.slice(messages.findLastIndex(({ sender, seq }) => sender === 'team' && seq !== null) + 1);
    expect(unread).toBeLessThanOrEqual(sinceAnswer.filter(({ sender }) => sender === 'visitor').length);
  }
}

it('what is kept equals what is counted, whatever happens at once', async () => {
  const step = fastCheck.tuple(fastCheck.constantFrom(...operations), fastCheck.nat({ max: 40 }));
  const batches = fastCheck.array(fastCheck.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
  await fastCheck.assert(
    fastCheck.asyncProperty(batches, async (all) => {
      for (const batch of all) await Promise.all(batch.map(([operation, index]) => perform(operation, index)));
      await expectCounted();
    }),
    { numRuns: 25, seed: 2026, endOnFailure: true },
  );
});

it('unread grows with what the visitor writes, and ends with an answer, a look or a closing', async () => {
  const triage = server.app.get(TriageService, { strict: false });
  const ana = await shop.visitor();
  const { conversation } = await ana.say('1');
  const unread = async () => (await rowsOf<Row>(server, 'SELECT * FROM conversation WHERE id = ?', [conversation]))[0].unread;
  await ana.say('2');
  expect(await unread()).toBe(2);
  await triage.seen(shop.as('Ben'), conversation);
  expect(await unread()).toBe(0);
  await ana.say('3');
  await shop.answer(conversation, 'a note', { kind: 'note' });
  expect(await unread()).toBe(1);
  await shop.answer(conversation, 'an answer');
  expect(await unread()).toBe(0);
  await ana.say('4');
  await shop.does(conversation, 'closing');
  expect(await unread()).toBe(0);
});
