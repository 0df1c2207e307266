import { Closing } from '../../../src/common/closing';
import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket } from '../../kit/agent-socket';
import { Shop } from '../../kit/shop';
import type { VisitorClient } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;
let conversation: string;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  await shop.browser('Ben');
});
afterAll(() => server.stop());
beforeEach(async () => {
  ana = await shop.visitor();
  ({ conversation } = await ana.say('Hello'));
});

/** A poll that has been there for a moment when this settles: the server listens by then. */
async function waiting(after: number, seconds = 20) {
  const { state } = await ana.poll({ after });
  const started = Date.now();
  const answer = ana
    .poll({ after, state: state.version, wait: seconds })
    .then((result) => ({ ...result, took: Date.now() - started }));
  await new Promise((resolve) => setTimeout(resolve, 60));
  return answer;
}

it('answers at once with the state and what is new', async () => {
  expect(await ana.poll({ wait: 20 })).toMatchObject({
    state: { conversation, lastSeq: 1 },
    messages: [{ seq: 1, body: 'Hello' }],
  });
  expect(await ana.poll({ after: 0, wait: 20 })).toMatchObject({ messages: [{ seq: 1 }] });
  expect(await ana.poll({ after: 1, state: 'another', wait: 20 })).toMatchObject({ messages: [], state: { lastSeq: 1 } });
});

it('waits until time is up, and then brings the state alone', async () => {
  const { state } = await ana.poll({ after: 1 });
  const started = Date.now();
  const { events } = await ana.poll({ after: 1, state: state.version, wait: 1 });
  expect(Date.now() - started).toBeGreaterThanOrEqual(900);
  expect(events).toEqual([{ event: 'conversation.state', data: state }]);
});

it.each<[string, () => Promise<unknown>, object]>([
  ['a message', () => shop.answer(conversation, 'Hello Ana'), { messages: [{ seq: 2, body: 'Hello Ana' }] }],
  ['being seen', () => shop.does(conversation, 'seen'), { messages: [], state: { teamSeen: 1 } }],
  ['a closing', () => shop.does(conversation, 'closing'), { messages: [], state: { status: 'closed' } }],
  ['an own message from another tab', () => ana.say('From there'), { messages: [{ seq: 2, from: 'visitor' }] }],
  ['a change of name', () => ana.act('visitor.update', { name: 'Ana' }), { state: { visitor: { name: 'Ana' } } }],
])('%s wakes it', async (_name, happen, expected) => {
  const answer = waiting(1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  await happen();
  const { took, ...result } = await answer;
  expect(result).toMatchObject(expected);
  expect(took).toBeLessThan(5000);
});

it('somebody of the team who writes wakes it, with their name', async () => {
  const ben = await agentSocket(await shop.browser('Ben'));
  // Somebody being there changes the state: look again before waiting.
  const answer = waiting(1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  await ben.ask('typing', { conversation, on: true, kind: 'reply' });
  expect((await answer).events.at(-1)).toEqual({ event: 'typing', data: { on: true, name: 'Ben' } });
  await ben.close();
});

it('a message that is taken back wakes it', async () => {
  const { id } = await shop.answer(conversation, 'Oh no');
  const answer = waiting(2);
  await new Promise((resolve) => setTimeout(resolve, 120));
  await shop.does(conversation, `messages/${id}/deletion`);
  expect((await answer).events.at(-1)).toMatchObject({ event: 'message.deleted', data: { id, conversation, seq: 2 } });
});

it('a note wakes nobody with its text', async () => {
  const answer = waiting(1, 1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  await shop.answer(conversation, 'Only for us', { kind: 'note' });
  const { messages, events } = await answer;
  expect(messages).toEqual([]);
  expect(JSON.stringify(events)).not.toContain('Only for us');
});

it('messages that come one after the other are all there, each once', async () => {
  const got: number[] = [];
  const writing = (async () => {
    for (let number = 2; number <= 30; number++) await shop.answer(conversation, `${number}`);
  })();
  let version: string | undefined;
  while (got.length < 30) {
    const { messages, state } = await ana.poll({ after: got.at(-1) ?? 0, state: version, wait: 5 });
    got.push(...messages.map(({ seq }) => seq));
    version = state.version;
  }
  await writing;
  expect(got).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});

it.each(['after=-1', 'after=x', 'wait=26', 'wait=x', `state=${'x'.repeat(41)}`, 'else=1'])('refuses %s', async (query) => {
  const { status, body } = await ana.call('GET', `events?${query}`);
  expect(status).toBe(422);
  expect(body.error?.code).toBe('request.invalid');
});

it('a server that stops lets go of everybody at once, and says so', async () => {
  const socket = await ana.socket();
  const answer = waiting(1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  server.app.get(Closing, { strict: false }).begin();
  const { events, took } = await answer;
  expect(took).toBeLessThan(2000);
  expect(events.at(-1)).toEqual({ event: 'server.closing', data: { retryAfter: expect.any(Number) } });
  expect((await socket.next('server.closing')).data.retryAfter).toBeGreaterThan(0);
  expect((await socket.closed).code).toBe(1012);
});
