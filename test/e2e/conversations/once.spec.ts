import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../../kit/app';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import type { WireSent } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const messages = (id: string) => count(server, 'message', 'id = ?', [id]);

describe('a message that is sent again', () => {
  it('is one message, however often and on whatever way it comes', async () => {
    const ana = await shop.visitor();
    const [first, second] = await Promise.all([ana.socket(), ana.socket()]);
    const id = randomUUID();
    const sent = { id, body: 'Is the oak table in stock?' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        if (index % 4 === 0) return (await ana.act<WireSent>('message.send', sent)).body.data;
        return (await (index % 2 ? first : second).ask<WireSent>('message.send', sent)).data;
      }),
    );
    expect(answers).toHaveLength(20);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({ id, conversation: expect.any(String), seq: 1, at: expect.any(String) });
    expect(await messages(id)).toBe(1);
    expect(await count(server, 'conversation', 'visitor_id = ?', [ana.id])).toBe(1);
    expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(1);
    const published = server.events.filter(
      ({ name, event }) => name === 'message.posted' && (event as { visitorId: string }).visitorId === ana.id,
    );
    expect(published).toHaveLength(1);
    await Promise.all([first.close(), second.close()]);
  });

  it('keeps what was said first, and changes nothing later', async () => {
    const ana = await shop.visitor();
    const id = randomUUID();
    const { conversation } = await ana.say('The first text', { id });
    await shop.does(conversation, 'closing');
    const before = await rowsOf(server, 'SELECT * FROM conversation WHERE id = ?', [conversation]);
    const again = await ana.say('Another text under the same id', { id });
    expect(again).toMatchObject({ id, conversation, seq: 1 });
    expect(await rowsOf(server, 'SELECT * FROM conversation WHERE id = ?', [conversation])).toEqual(before);
    expect((await ana.resume(0)).messages.map(({ body }) => body)).toEqual(['The first text']);
  });

  it('is one message when an agent sends it', async () => {
    const ana = await shop.visitor();
    const { conversation } = await ana.say('Hello');
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => shop.answer(conversation, 'Hello Ana', { id })));
    expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
    expect(await messages(id)).toBe(1);
  });

  it('is two messages from two visitors, who cannot know of each other', async () => {
    const [ana, eva] = await Promise.all([shop.visitor(), shop.visitor()]);
    const id = randomUUID();
    const [mine, theirs] = await Promise.all([ana.say('Mine', { id }), eva.say('Theirs', { id })]);
    expect(mine.conversation).not.toBe(theirs.conversation);
    expect((await ana.resume(0)).messages.map(({ body }) => body)).toEqual(['Mine']);
    expect((await eva.resume(0)).messages.map(({ body }) => body)).toEqual(['Theirs']);
  });

  it('is still one after its conversation was closed and a week went by', async () => {
    const ana = await shop.visitor();
    const id = randomUUID();
    const first = await ana.say('Sent, but the answer was lost', { id });
    await shop.does(first.conversation, 'closing');
    moveClock(server, 8 * 24 * 60 * 60 * 1000);
    expect(await ana.say('Sent, but the answer was lost', { id })).toEqual(first);
    const next = await ana.say('Something new');
    expect(next.conversation).not.toBe(first.conversation);
    expect(await ana.say('Sent, but the answer was lost', { id })).toEqual(first);
    expect(await messages(id)).toBe(1);
  });
});
