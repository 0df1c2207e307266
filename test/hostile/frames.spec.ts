import { randomUUID } from 'node:crypto';
import fastCheck from 'fast-check';
import { startApp, type RunningApp } from '../kit/app';
import type { FrameSocket } from '../kit/frame-socket';
import { dump } from '../kit/dump';
import { Shop } from '../kit/shop';
import type { VisitorClient, WireMessage } from '../kit/visitor-client';
import { expectErrorFrame, expectRefusal } from './tools';

let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;
let socket: FrameSocket;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  ana = await shop.visitor();
  await ana.say('Hello');
});
afterAll(() => server.stop());
beforeEach(async () => void (socket = await ana.socket()));
afterEach(() => socket.socket.terminate());

const deep = (times: number) => '['.repeat(times) + ']'.repeat(times);
const messageWith = (more: object) => ({ event: 'message.send', data: { id: randomUUID(), body: 'x', ...more } });

describe('a frame that is no frame', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{"event":'],
    ['a text', '"message.send"'],
    ['a number', '42'],
    ['null', 'null'],
    ['a list', '[{"event":"ping"}]'],
    ['no event', '{"data":{}}'],
    ['an event that is a list', '{"event":["ping"]}'],
    ['data that is a text', '{"event":"ping","data":"x"}'],
    ['data that is a list', '{"event":"ping","data":[]}'],
    ['data that is null', '{"event":"ping","data":null}'],
    ['a ref that is a number', '{"event":"ping","ref":1}'],
    ['a ref that is too long', JSON.stringify({ event: 'ping', ref: 'r'.repeat(65) })],
    ['a deep list', deep(30_000)],
    ['a deep list where a text belongs', `{"event":${deep(30_000)}}`],
  ])('%s', async (_name, text) => {
    const before = await dump(server);
    socket.send(text);
    expectErrorFrame(await socket.next('error'), 'frame.malformed');
    await socket.settled();
    expect(await dump(server)).toEqual(before);
  });

  it.each(['nothing', '', 'message.posted', 'inbox.watch', '__proto__', 'constructor', 'toString'])(
    'an event called %j',
    async (event) => {
      const frame = await socket.ask(event, {});
      expectErrorFrame(frame, 'frame.unknown_event');
      const overHttp = await ana.act(event, {});
      expectRefusal(overHttp.body.error, 'frame.unknown_event');
      expect(overHttp.status).toBe(400);
    },
  );

  it('does not reach the prototype of anything', async () => {
    socket.send('{"event":"visitor.update","data":{"__proto__":{"name":"Eve"},"constructor":{"name":"Eve"}},"ref":"a"}');
    expect(await socket.next((frame) => frame.ref === 'a')).toMatchObject({ event: 'visitor.updated', data: { name: null } });
    socket.send('{"event":"ping","data":{},"__proto__":{"ref":"b"},"ref":"c"}');
    expect((await socket.next((frame) => frame.ref === 'c')).event).toBe('pong');
    expect(({} as Record<string, unknown>).name).toBeUndefined();
  });
});

/** Every field of every event, with values that it must not take. */
const wrong: Record<string, { fields: Record<string, unknown[]>; fine: object }> = {
  'message.send': {
    fine: { id: 'an-id-that-is-long-enough', body: 'x' },
    fields: {
      id: [undefined, null, 1, '', 'short', 'x'.repeat(65), 'has a blank in its middle', {}, [], { toString: 1 }, 'ä'.repeat(20)],
      body: [undefined, null, 1, {}, [], true, 'x'.repeat(60_001)],
      attachments: [null, 'x', 1, {}, [1], [null], [['x']], ['short'], ['x'.repeat(33)], [{ toString: 1 }]],
      consent: [null, 1, 'analytics', { granted: 'analytics' }, { granted: ['everything'] }, { denied: 1 }],
    },
  },
  'consent.choose': {
    fine: {},
    fields: {
      granted: [null, 1, 'analytics', {}, ['everything'], ['necessary'], [1], [null], ['__proto__'], Array(5).fill('analytics')],
      denied: [null, 1, 'true', {}, []],
    },
  },
  'conversation.seen': { fine: { seq: 1 }, fields: { seq: [undefined, null, '1', 1.5, -1, Infinity, 3e9, 99, {}, [1], true] } },
  'conversation.resume': { fine: {}, fields: { after: ['1', 1.5, -1, 1e12, {}, [], true] } },
  typing: { fine: { on: true }, fields: { on: [undefined, null, 1, 'true', {}, []] } },
  'visitor.update': {
    fine: {},
    fields: {
      name: [1, {}, [], true, 'x'.repeat(121)],
      email: [1, {}, [], true, 'nobody', 'a@b@c', 'a b@example.org', '<a@example.org>', `${'x'.repeat(250)}@example.org`],
    },
  },
  'page.view': {
    fine: { url: 'https://example.org/' },
    fields: { url: [undefined, null, 1, {}, 'x'.repeat(4001)], title: [null, 1, {}, [], 'x'.repeat(1001)] },
  },
};
const cases = Object.entries(wrong).flatMap(([event, { fine, fields }]) =>
  Object.entries(fields).flatMap(([field, values]) =>
    values.map((value) => ({ event, field, value, data: { ...fine, [field]: value } })),
  ),
);

it('a field with the wrong value is refused, over a socket and over HTTP, and changes nothing', async () => {
  const before = await dump(server);
  for (const { event, field, data, value } of cases) {
    const answer = await socket.ask(event, data);
    const overHttp = await ana.act(event, data);
    try {
      expectErrorFrame(answer, 'frame.invalid');
      expectRefusal(overHttp.body.error, 'frame.invalid');
      expect(overHttp.status).toBe(422);
    } catch (error) {
      throw new Error(`${event} with ${field} = ${JSON.stringify(value)?.slice(0, 60)}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  expect(await dump(server)).toEqual(before);
});

it.each([
  ['8,001 characters', { body: 'x'.repeat(8001) }, 'message.too_long'],
  ['only blanks', { body: ' \n\t ' }, 'message.empty'],
  ['only zero characters', { body: '\0\0' }, 'message.empty'],
  ['six attachments', { attachments: Array(6).fill('x'.repeat(32)) }, 'attachment.too_many'],
  ['an attachment that nobody uploaded', { attachments: ['x'.repeat(32)] }, 'attachment.not_found'],
])('a message of %s is refused by the rules of messages', async (_name, more, code) => {
  const before = await dump(server);
  const frame = messageWith(more);
  const answer = await socket.ask(frame.event, frame.data);
  expectErrorFrame(answer, code);
  expect(answer.data.id).toBe(frame.data.id);
  expect(await dump(server)).toEqual(before);
});

it('a text of 8,000 characters, half characters and zero characters are taken as text', async () => {
  for (const [body, kept] of [
    ['x'.repeat(8000), 'x'.repeat(8000)],
    ['half \ud83d a character', 'half \ufffd a character'],
    ['zero\0character', 'zerocharacter'],
    [`${'x'.repeat(139)}😀`, `${'x'.repeat(139)}😀`],
  ]) {
    const other = await ana.socket();
    const sent = await ana.say(body);
    const live = await other.next<WireMessage>('message.posted');
    expect((await ana.resume(sent.seq - 1)).messages[0].body).toBe(kept);
    expect(live.data.body).toBe(kept);
    await other.close();
  }
});

describe('what breaks the socket itself', () => {
  it('a binary frame closes it', async () => {
    socket.send(Buffer.from('{"event":"ping"}'));
    expectErrorFrame(await socket.next('error'), 'frame.binary');
    expect((await socket.closed).code).toBe(1003);
  });

  it('a frame over 64 KiB closes it, one of 64 KiB does not', async () => {
    const padded = (bytes: number) => `{"event":"ping","data":{},"ref":"a"${' '.repeat(bytes - 36)}}`;
    expect(Buffer.byteLength(padded(65_536))).toBe(65_536);
    socket.send(padded(65_536));
    expect((await socket.next('pong')).ref).toBe('a');
    socket.send(padded(65_537));
    expect((await socket.closed).code).toBe(1009);
  });

  it('bytes that are no UTF-8 close it, and nobody else', async () => {
    const other = await ana.socket();
    socket.socket.send(Buffer.from([0xc3, 0x28]), { binary: false });
    expect((await socket.closed).code).toBe(1007);
    expect((await other.ask('ping')).event).toBe('pong');
    await other.close();
  });
});

it('whatever is sent, each frame has an answer, and none is a fault', async () => {
  const events = [...Object.keys(wrong), 'ping', 'nothing'];
  const keys = ['id', 'body', 'attachments', 'seq', 'after', 'on', 'name', 'email', 'url', 'title', '__proto__', 'toString'];
  const value = fastCheck.oneof(fastCheck.anything({ maxDepth: 3 }), fastCheck.string({ unit: 'binary' }));
  const data = fastCheck.dictionary(fastCheck.constantFrom(...keys), value, { maxKeys: 6 });
  await fastCheck.assert(
    fastCheck.asyncProperty(fastCheck.constantFrom(...events), data, async (event, fields) => {
      let text: string;
      try {
        text = JSON.stringify({ event, data: fields, ref: 'fuzz' });
      } catch {
        return;
      }
      socket.send(text);
      const answer = await socket.next((frame) => frame.ref === 'fuzz');
      if (answer.event === 'error') expectRefusal(answer.data);
      const overHttp = await ana.call('POST', 'events', text);
      if (overHttp.body.error) expectRefusal(overHttp.body.error);
    }),
    { numRuns: 200, seed: 2026 },
  );
});
