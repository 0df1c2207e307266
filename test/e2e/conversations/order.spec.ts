import { startApp, type RunningApp } from '../../kit/app';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import type { WireMessage, WireSent, WireState } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index);

it('numbers what the visitor sees without a gap, while notes and events come in between', async () => {
  const ana = await shop.visitor();
  const socket = await ana.socket();
  const { conversation } = await ana.say('1');
  const work: Promise<unknown>[] = [];
  for (let round = 0; round < 10; round++) {
    work.push(ana.say(`visitor ${round}`), shop.answer(conversation, `reply ${round}`));
    work.push(shop.answer(conversation, `note ${round}`, { kind: 'note' }));
    work.push(shop.does(conversation, 'assignment', { accountId: round % 2 ? 'me' : '' }));
  }
  await Promise.all(work);
  const { messages, state } = await ana.resume(0);
  expect(messages.map(({ seq }) => seq)).toEqual(upTo(21));
  expect(state).toMatchObject({ conversation, lastSeq: 21 });
  expect(JSON.stringify(messages)).not.toMatch(/note|assigned/);

  const all = await rowsOf<{ position: number; kind: string; seq: number | null }>(
    server,
    'SELECT position, kind, seq FROM message WHERE conversation_id = ? ORDER BY position',
    [conversation],
  );
  expect(all.map(({ position }) => position)).toEqual(upTo(all.length));
  expect(all.filter(({ kind }) => kind === 'reply').map(({ seq }) => seq)).toEqual(upTo(21));
  expect(all.filter(({ kind, seq }) => kind !== 'reply' && seq !== null)).toEqual([]);

  await socket.next((frame) => frame.event === 'message.posted' && frame.data.seq === 21);
  expect(socket.all<WireMessage>('message.posted').map(({ data }) => data.seq)).toEqual(upTo(21));
  await socket.close();
});

it('answers frames of one socket in their order', async () => {
  const ana = await shop.visitor();
  const socket = await ana.socket();
  for (const number of upTo(50)) {
    socket.send({ event: 'message.send', data: { id: `message-number-${String(number).padStart(4, '0')}`, body: `${number}` } });
  }
  await socket.next((frame) => frame.event === 'message.sent' && frame.data.seq === 50);
  const sent = socket.all<WireSent>('message.sent').map(({ data }) => data);
  expect(sent.map(({ seq }) => seq)).toEqual(upTo(50));
  expect(sent.map(({ id }) => Number(id.slice(-4)))).toEqual(upTo(50));
  const times = sent.map(({ at }) => at);
  expect([...times].sort()).toEqual(times);
  // Whoever sent a message gets the answer, and not the news of it as well.
  expect(socket.all('message.posted')).toEqual([]);
  await socket.close();
});

describe('coming back', () => {
  it('brings nothing to somebody who never wrote', async () => {
    const ana = await shop.visitor();
    expect(await ana.resume(0)).toEqual({
      messages: [],
      state: expect.objectContaining({ conversation: null, status: 'open', lastSeq: 0, assignee: null }),
    });
    expect(await ana.earlier(10)).toEqual({ messages: [], more: false });
  });

  it('brings what came after, page by page, and each once', async () => {
    const ana = await shop.visitor();
    const socket = await ana.socket();
    for (const number of upTo(450)) {
      socket.send({
        event: 'message.send',
        data: { id: `message-number-${String(number).padStart(4, '0')}`, body: `${number}` },
      });
    }
    await socket.next((frame) => frame.event === 'message.sent' && frame.data.seq === 450);
    await socket.close();
    const got: number[] = [];
    for (let pages = 0; pages < 3; pages++) {
      const { messages, state } = await ana.resume(got.at(-1) ?? 0);
      expect(state.lastSeq).toBe(450);
      expect(messages.length).toBe(pages < 2 ? 200 : 50);
      got.push(...messages.map(({ seq }) => seq));
    }
    expect(got).toEqual(upTo(450));
    expect((await ana.resume(450)).messages).toEqual([]);

    const newest = await ana.resume();
    expect(newest.messages.map(({ seq }) => seq)).toEqual(upTo(450, 401));
    const earlier = await ana.earlier(401, 100);
    expect(earlier.messages.map(({ seq }) => seq)).toEqual(upTo(400, 301));
    expect(earlier.more).toBe(true);
    expect(await ana.earlier(2)).toMatchObject({ more: false, messages: [{ seq: 1 }] });
  });

  it('over a socket answers with the state, then the messages, then whatever is new', async () => {
    const ana = await shop.visitor();
    const { conversation } = await ana.say('one');
    await ana.say('two');
    const socket = await ana.socket();
    const { data } = await socket.ask<WireState>('conversation.resume', { after: 1 });
    expect(data).toMatchObject({ conversation, lastSeq: 2, teamOnline: false });
    await shop.answer(conversation, 'three');
    await socket.next((frame) => frame.event === 'message.posted' && frame.data.seq === 3);
    expect(socket.all<WireMessage>('message.posted').map(({ data: { seq, body } }) => [seq, body])).toEqual([
      [2, 'two'],
      [3, 'three'],
    ]);
    await socket.close();
  });
});
