import { randomInt, randomUUID } from 'node:crypto';
import type { KeptLine } from '../../../src/data-map/ages';
import { MessagesService } from '../../../src/conversations/messages.service';
import { TriageService } from '../../../src/conversations/triage.service';
import { Database } from '../../../src/database/database';
import { StandingService } from '../../../src/privacy/standing.service';
import { newId } from '../../../src/common/ids';
import { startApp, type RunningApp } from '../../kit/app';
import { day, keepFor, purge, purgeOf, takenBy } from '../../kit/retention';
import { dump } from '../../kit/dump';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import type { VisitorClient } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
let other: Shop;
beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  other = await Shop.open(server, 'Birch');
  for (const one of [shop, other]) await one.change({ collectsPages: true, collectsBrowser: true, collectsContact: true });
});
afterAll(() => server.stop());

const pick = <Value>(values: readonly Value[]): Value => values[randomInt(values.length)];
const rounds = 4;
const lines: KeptLine[] = ['messages', 'files', 'contact', 'technical', 'pages', 'mails', 'receipts', 'disclosures', 'log'];

/** Something that visitors and the team do, in any order. */
async function live(visitors: VisitorClient[], place: Shop): Promise<void> {
  const who = pick(visitors);
  const { conversation } = await who.say(`Message ${randomInt(1e9)}`);
  const deeds: (() => Promise<unknown>)[] = [
    () => team(place).write('reply', conversation),
    () => team(place).write('note', conversation),
    () => who.act('page.view', { url: `https://shop.example/${randomInt(1e6)}`, title: 'A page' }),
    () => who.act('visitor.update', { name: `Name ${randomInt(1e6)}`, email: `v${randomInt(1e6)}@example.org` }),
    async () => {
      const file = await who.upload(`bytes ${randomInt(1e6)}`, 'file.txt');
      await who.say(pick(['', 'With a file']), { attachments: [file.body.id as string] });
    },
    () => team(place).close(conversation),
    () => handedOver(place, who.id),
  ];
  await pick(deeds)();
}

/** Ben at work, for as long as the clock goes: no session of a browser lasts so long. */
const team = (place: Shop) => ({
  write: (kind: 'reply' | 'note', conversation: string) =>
    server.app
      .get(MessagesService, { strict: false })
      .postAsAgent(place.as('Ben'), conversation, kind, { id: randomUUID(), body: `A ${kind}`, attachments: [] }),
  close: (conversation: string) => server.app.get(TriageService, { strict: false }).close(place.as('Ben'), conversation),
});

async function handedOver({ workspaceId }: Shop, subjectId: string): Promise<void> {
  const at = Date.now();
  await server.app.get(Database).transaction((tx) =>
    tx.run(
      `INSERT INTO disclosure (id, workspace_id, plugin_id, recipient, capability, subject_kind, subject_id, fields, purpose, basis, at)
       VALUES (?, ?, 'spy', 'Spy', 'event', 'visitor', ?, '[]', 'service', 'contract', ?)`,
      [newId(at), workspaceId, subjectId, at],
    ),
  );
}

it(`counts beforehand exactly what it takes, whatever there is and however long it is kept (${rounds} times)`, async () => {
  const visitors = await Promise.all(Array.from({ length: 6 }, () => shop.visitor()));
  const others = await Promise.all(Array.from({ length: 2 }, () => other.visitor()));
  for (const visitor of [...visitors, ...others]) await visitor.say('Hello');
  const person = { workspaceId: shop.workspaceId, kind: 'visitor' as const, id: visitors[0].id };
  await server.app.get(StandingService, { strict: false }).restrict(person, null);
  let something = 0;
  for (let round = 0; round < rounds; round++) {
    for (let deed = 0; deed < 14; deed++) await live(visitors.slice(1), shop);
    for (let deed = 0; deed < 3; deed++) await live(others, other);
    moveClock(server, randomInt(5, 40) * day);
    const mark = visitors[randomInt(1, visitors.length)];
    await mark.say('Still here');
    const chosen = lines.filter(() => randomInt(3) > 0);
    for (const line of chosen)
      await keepFor(
        server,
        shop,
        line,
        pick(
          [null, 1, 10, 30, 60].map(
            (days) =>
              days &&
              Math.max(days, line === 'log' ? 90 : line === 'receipts' || line === 'disclosures' ? 30 : line === 'mails' ? 7 : 1),
          ),
        ),
      );
    const before = await rowsOf(server, 'SELECT body FROM message WHERE workspace_id = ? ORDER BY serial', [other.workspaceId]);
    const plan = await purgeOf(server).dryRun(shop.workspaceId);
    const held = await count(server, 'message', 'workspace_id = ?', [shop.workspaceId]);
    const run = await purge(server, shop);
    expect({ chosen, taken: takenBy(run) }).toEqual({ chosen, taken: plan.taken });
    const left = await count(server, 'message', 'workspace_id = ?', [shop.workspaceId]);
    expect(held - left).toBe(plan.taken.messages?.message ?? 0);
    something += Object.keys(plan.taken).length;
    await isWhole();
    expect(await rowsOf(server, 'SELECT body FROM message WHERE workspace_id = ? ORDER BY serial', [other.workspaceId])).toEqual(
      before,
    );
    expect(await purgeOf(server).dryRun(shop.workspaceId)).toMatchObject({ taken: {} });
    expect(await count(server, 'visitor', 'id = ?', [visitors[0].id])).toBe(1);
    // Whoever is gone comes back as somebody new, as their widget would.
    for (const [place, { id }] of visitors.entries())
      if (!(await count(server, 'visitor', 'id = ?', [id]))) {
        visitors[place] = await shop.visitor();
        await visitors[place].say('Hello');
      }
  }
  expect(something).toBeGreaterThan(0);
  expect(Object.keys(await dump(server)).length).toBeGreaterThan(20);
});

/** Nothing hangs in the air, and what is counted is right. */
async function isWhole(): Promise<void> {
  for (const table of ['message', 'translation', 'conversation_tag', 'follow_up'])
    expect({ table, orphans: await count(server, table, 'conversation_id NOT IN (SELECT id FROM conversation)') }).toEqual({
      table,
      orphans: 0,
    });
  expect(
    await count(
      server,
      'attachment',
      'message_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message WHERE message.id = attachment.message_id)',
    ),
  ).toBe(0);
  expect(await count(server, 'conversation', 'visitor_id NOT IN (SELECT id FROM visitor)')).toBe(0);
  expect(
    await count(server, 'conversation', 'NOT EXISTS (SELECT 1 FROM message WHERE message.conversation_id = conversation.id)'),
  ).toBe(0);
  const counted = await rowsOf<{ total: number }>(
    server,
    `SELECT total FROM inbox_count AS kept WHERE total <> (SELECT count(*) FROM conversation AS c
       WHERE c.workspace_id = kept.workspace_id AND c.assignee_id = kept.assignee_id AND c.status = kept.status)`,
  );
  expect(counted).toEqual([]);
  const unread =
    "(SELECT count(*) FROM message AS m WHERE m.conversation_id = conversation.id AND m.sender = 'visitor' AND m.seq > conversation.team_seen)";
  expect(await count(server, 'conversation', `unread > ${unread}`)).toBe(0);
}
