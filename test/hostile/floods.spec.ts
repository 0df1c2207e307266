import { randomUUID } from 'node:crypto';
import { SocketSweep } from '../../src/chat/socket-sweep';
import { MessagesService } from '../../src/conversations/messages.service';
import { startApp, type RunningApp } from '../kit/app';
import { agentSocket } from '../kit/agent-socket';
import { FrameSocket, type HandshakeRefused } from '../kit/frame-socket';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';
import type { WireMessage } from '../kit/visitor-client';
import { expectErrorFrame, expectRefusal } from './tools';

let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp({ env: { RATE_LIMITS: 'on', SOCKETS_PER_ADDRESS: '6', SOCKETS_PER_WEBSITE: '5' } });
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

/** Places are few here: what a test left open is closed, and gone, before the next one. */
const { open } = FrameSocket;
const opened: FrameSocket[] = [];
beforeAll(() => {
  jest.spyOn(FrameSocket, 'open').mockImplementation(async (...given) => {
    const socket = await open.apply(FrameSocket, given);
    opened.push(socket);
    return socket;
  });
});
afterEach(async () => {
  for (const { socket } of opened) socket.terminate();
  await Promise.all(opened.splice(0).map(({ closed }) => closed));
  const sweep = server.app.get(SocketSweep, { strict: false });
  while (sweep.size) await new Promise((resolve) => setTimeout(resolve, 10));
});

const refusalOf = async (opening: Promise<FrameSocket>) => {
  const outcome = await opening.then(
    (socket) => {
      socket.socket.terminate();
      return undefined;
    },
    (error: unknown) => error as HandshakeRefused,
  );
  return outcome && { status: outcome.status, code: outcome.code, message: outcome.sentence };
};

it('more frames than a hand can type are refused, each with its ref, and nothing of them is kept', async () => {
  const ana = await shop.visitor();
  const socket = await ana.socket();
  const ids = Array.from({ length: 150 }, () => randomUUID());
  const started = Date.now();
  for (const id of ids) socket.send({ event: 'message.send', data: { id, body: 'again' }, ref: id });
  const answers = await Promise.all(ids.map((id) => socket.next((frame) => frame.ref === id)));
  const taken = answers.filter(({ event }) => event === 'message.sent');
  const refused = answers.filter(({ event }) => event === 'error');
  expect(taken.length).toBeGreaterThanOrEqual(60);
  // 60 at once, and 20 for each second that it took.
  expect(taken.length).toBeLessThanOrEqual(62 + (Date.now() - started) / 50);
  expect(refused.length).toBeGreaterThan(0);
  for (const frame of refused) {
    expectErrorFrame(frame, 'rate.limited');
    expect(frame.data).toMatchObject({ id: frame.ref, retryAfter: expect.any(Number) });
  }
  expect(await count(server, 'message', 'author_id = ?', [ana.id])).toBe(taken.length);
  // Whoever waits as long as they were told goes on where they were.
  await new Promise((resolve) => setTimeout(resolve, Number(refused[0].data.retryAfter) * 1000));
  expect((await socket.ask('message.send', { id: refused[0].ref, body: 'again' })).event).toBe('message.sent');
  await socket.close();
});

it('who does not stop is closed, and others do not notice', async () => {
  const [ana, eva] = await Promise.all([shop.visitor(), shop.visitor()]);
  const [flood, calm] = await Promise.all([ana.socket(), eva.socket()]);
  for (let sent = 0; sent < 400; sent++) flood.send('{"event":"ping"}');
  expect((await calm.ask('ping')).event).toBe('pong');
  expect(await flood.closed).toEqual({ code: 1008, reason: 'too many frames' });
  expect((await calm.ask('ping')).event).toBe('pong');
  await calm.close();
});

it('too many sockets of one website, or from one address, are refused until one leaves', async () => {
  const ana = await shop.visitor();
  const open = await Promise.all(Array.from({ length: 5 }, () => ana.socket()));
  const ofWebsite = await refusalOf(ana.socket());
  expect(ofWebsite?.status).toBe(429);
  expectRefusal(ofWebsite, 'rate.sockets');
  const ben = await shop.browser('Ben');
  const agent = await agentSocket(ben);
  expectRefusal(await refusalOf(agentSocket(ben)), 'rate.sockets');
  await open[0].close();
  await agent.close();
  // The server frees a place when it has seen the socket go, which may be a moment after the client has.
  let again: FrameSocket | undefined;
  for (let tries = 0; !again && tries < 50; tries++) again = await ana.socket().catch(() => undefined);
  expect((await again!.ask('ping')).event).toBe('pong');
  await Promise.all([again!, ...open.slice(1)].map((socket) => socket.close()));
});

it('who does not read is closed with 1013, while others get each message', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  const [deaf, awake] = await Promise.all([ana.socket(), ana.socket()]);
  await Promise.all([deaf.settled(), awake.settled()]);
  deaf.socket.pause();
  const messages = server.app.get(MessagesService, { strict: false });
  const body = 'x'.repeat(8000);
  // What the kernel holds for a reader comes on top of our own limit.
  const total = 1500;
  const started = Date.now();
  for (let sent = 0; sent < total; sent += 50) {
    const posts = Array.from({ length: 50 }, () =>
      messages.postAsAgent(shop.as('Ben'), conversation, 'reply', { id: randomUUID(), body, attachments: [] }),
    );
    await Promise.all(posts);
    await awake.next((frame) => frame.event === 'message.posted' && frame.data.seq === sent + 51);
  }
  expect(awake.all<WireMessage>('message.posted')).toHaveLength(total);
  expect(Date.now() - started).toBeLessThan(20_000);
  deaf.socket.resume();
  const { code } = await deaf.closed;
  // One that does not even read the goodbye is cut off without it.
  expect([1013, 1006]).toContain(code);
  expect(deaf.all('message.posted').length).toBeLessThan(total);
  await awake.close();
});

it('new tokens, uploads and frames over HTTP have their limits too', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, () =>
      shop.visitor().then(
        () => undefined,
        (error: Error) => error.message,
      ),
    ),
  );
  const refused = outcomes.filter((message) => message?.startsWith('429'));
  expect(refused.length).toBeGreaterThanOrEqual(10);
  expect(refused[0]).toContain('rate.limited');
});
