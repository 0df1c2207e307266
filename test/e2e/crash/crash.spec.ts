import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from '../../kit/browser';
import { ResumingClient } from '../../kit/resuming-client';
import { ServerProcess } from '../../kit/server-process';
import { VisitorClient, type WireMessage } from '../../kit/visitor-client';
import { inspect } from './inspect';

const crashes = process.env.PARLOUR_TEST_DATABASE ? 4 : 12;
jest.setTimeout(90_000);

let server: ServerProcess;
let owner: Browser;
let visitors: ResumingClient[];
/** What the team wrote and was told is on disk: conversation → ids. */
const answered = new Map<string, string[]>();
let answering = true;

beforeAll(async () => {
  server = await ServerProcess.start();
  const made = await server.setUp();
  owner = made.owner;
  const names = ['Ana', 'Bo', 'Cleo', 'Dina', 'Eva', 'Finn'];
  visitors = await Promise.all(
    names.map(async (name, index) => {
      const visitor = await VisitorClient.welcome(server.url, made.websiteKey);
      return new ResumingClient(name, visitor, index % 3 === 2 ? 'http' : 'socket');
    }),
  );
});
afterAll(async () => {
  answering = false;
  for (const visitor of visitors ?? []) visitor.abandon();
  await server?.remove();
});

/** Replies and notes to everybody in turn, each again under the same id until the server says that it has it. */
async function answer(): Promise<void> {
  let waiting: { conversation: string; id: string; kind: string } | undefined;
  for (let turn = 0; answering || waiting; turn++) {
    const conversation = visitors[turn % visitors.length].conversation;
    if (!waiting && conversation) waiting = { conversation, id: randomUUID(), kind: turn % 4 ? 'reply' : 'note' };
    if (!waiting) {
      await wait(20);
      continue;
    }
    const { conversation: where, ...message } = waiting;
    const sent = { ...message, body: `Olu to ${where}` };
    const status = await owner.postJson(`/inbox/conversations/${where}/messages`, sent).then(
      (got) => got.status,
      () => 0,
    );
    if (status === 201) {
      answered.set(where, [...(answered.get(where) ?? []), message.id]);
      waiting = undefined;
    } else await wait(40);
  }
}

async function everything(visitor: VisitorClient): Promise<WireMessage[]> {
  const all: WireMessage[] = [];
  for (;;) {
    const { messages } = await visitor.resume(all.at(-1)?.seq ?? 0);
    if (!messages.length) return all;
    all.push(...messages);
  }
}

it(`killed ${crashes} times under load, it loses nothing that it acknowledged, and doubles nothing`, async () => {
  for (const visitor of visitors) visitor.start();
  const team = answer();
  for (let crash = 0; crash < crashes; crash++) {
    await wait(randomInt(80, 600));
    await server.kill();
    await server.start();
  }
  await wait(300);
  answering = false;
  await Promise.all([team, ...visitors.map((visitor) => visitor.finish())]);

  for (const { name, visitor, acked, known, faults, conversation } of visitors) {
    expect(faults).toEqual([]);
    const all = await everything(visitor);
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map((message) => message.conversation))).toEqual(new Set([conversation]));
    // Every promise that this client was given.
    const bySeq = new Map(all.map((message) => [message.seq, message]));
    for (const [id, { seq, body }] of acked) expect(bySeq.get(seq)).toMatchObject({ id, body });
    for (const [seq, { id }] of known) expect(bySeq.get(seq)?.id).toBe(id);
    expect(acked.size).toBeGreaterThan(crashes);
    // What one person wrote stands in the order in which they wrote it, and only what they wrote.
    const own = all.filter(({ from }) => from === 'visitor').map(({ body }) => body);
    expect(own).toEqual(own.map((_, index) => `${name} ${index + 1}`));
    const replies = all.filter(({ from }) => from === 'team').map(({ id }) => id);
    const ofTeam = answered.get(conversation!) ?? [];
    expect(replies.filter((id) => !ofTeam.includes(id))).toEqual([]);
    expect(replies).toEqual(ofTeam.filter((id) => replies.includes(id)));
  }
});

it('afterwards the database is whole: its order, its counters and its index', async () => {
  // Whoever searches finds everything, so the index is complete from here on.
  expect((await owner.get('/inbox/search?q=Olu')).text).toMatch(/Olu<\/\w+> to/);
  expect(await server.kill('SIGTERM')).toBe(0);
  const found = await inspect(server);
  expect(found.problems).toEqual([]);
  expect(found.messageIds.size).toBe(found.messages);
  for (const ids of answered.values()) for (const id of ids) expect(found.messageIds.has(id)).toBe(true);
});
