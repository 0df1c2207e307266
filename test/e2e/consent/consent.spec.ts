import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../../kit/app';
import { dump } from '../../kit/dump';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import type { VisitorClient } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const receipts = async (who: VisitorClient) => {
  const sql = 'SELECT granted, denied, method FROM consent_receipt WHERE subject_id = ? ORDER BY id';
  const rows = await rowsOf<{ granted: string; denied: number | boolean; method: string }>(server, sql, [who.id]);
  return rows.map(({ granted, denied, method }) => [granted, Boolean(denied), method]);
};
const choose = (who: VisitorClient, data: object) => who.act<{ granted: string[]; denied: boolean }>('consent.choose', data);
const message = (consent?: object) => ({ id: randomUUID(), body: 'Hello', consent });

it('is kept as receipts: each choice is added, the same again is not', async () => {
  const ana = await shop.visitor();
  await ana.say('Hello');
  const { body } = await choose(ana, { granted: ['sharing', 'analytics', 'analytics'] });
  expect(body).toMatchObject({ event: 'consent.recorded', data: { granted: ['analytics', 'sharing'], denied: false } });
  await choose(ana, { granted: ['analytics', 'sharing'] });
  await choose(ana, { granted: [] });
  await choose(ana, { granted: ['analytics'] });
  expect(await receipts(ana)).toEqual([
    ['["analytics","sharing"]', false, 'site'],
    ['[]', false, 'site'],
    ['["analytics"]', false, 'site'],
  ]);
  const told = server.events.filter(({ name }) => name === 'consent.changed');
  expect(told).toHaveLength(3);
  expect(told[0].event).toEqual({ workspaceId: shop.workspaceId, subjectKind: 'visitor', subjectId: ana.id });
});

it('goes along with the first message and is on record before it, over HTTP and over a socket', async () => {
  for (const way of ['http', 'socket'] as const) {
    const ana = await shop.visitor();
    const data = message({ granted: ['analytics'] });
    if (way === 'http') await ana.act('message.send', data);
    else {
      const socket = await ana.socket();
      expect((await socket.ask('message.send', data)).event).toBe('message.sent');
      await socket.close();
    }
    expect(await receipts(ana)).toEqual([['["analytics"]', false, 'site']]);
  }
});

it('keeps messages in order, whatever goes along with them', async () => {
  const ana = await shop.visitor({ headers: { 'Sec-GPC': '1' } });
  const socket = await ana.socket();
  const all = Array.from({ length: 20 }, (_, index) => ({
    ...message(index % 3 ? undefined : { granted: index % 2 ? ['analytics'] : [] }),
    body: `${index}`,
  }));
  await Promise.all(all.map((data) => socket.ask('message.send', data)));
  const { messages } = await ana.resume(0);
  expect(messages.map(({ body }) => body)).toEqual(all.map(({ body }) => body));
  await socket.close();
});

it('keeps nothing of a message that is not one, and nothing of a visitor who chose nothing', async () => {
  const before = await dump(server);
  const ana = await shop.visitor();
  expect((await ana.act('message.send', message({ granted: ['everything'] }))).status).toBe(422);
  await choose(ana, {});
  await choose(ana, { denied: false });
  expect(await dump(server)).toEqual(before);
});

describe('Global Privacy Control', () => {
  const header = { 'Sec-GPC': '1' };

  it('is on record with the first message, once, over HTTP and over a socket', async () => {
    const ana = await shop.visitor({ headers: header });
    expect(await receipts(ana)).toEqual([]);
    await ana.say('Hello');
    await ana.say('Hello again');
    expect(await receipts(ana)).toEqual([['[]', true, 'signal']]);

    const bo = await shop.visitor({ headers: header });
    const socket = await bo.socket();
    await socket.ask('conversation.resume', {});
    expect(await receipts(bo)).toEqual([]);
    await socket.ask('message.send', message());
    await socket.ask('message.send', message());
    expect(await receipts(bo)).toEqual([['[]', true, 'signal']]);
    await socket.close();
  });

  it('wins over what a page says, and holds until somebody chooses without it', async () => {
    const ana = await shop.visitor({ headers: header });
    await ana.act('message.send', message({ granted: ['analytics'], denied: false }));
    const socket = await ana.socket();
    await socket.ask('message.send', message());
    await socket.ask('consent.choose', { granted: ['analytics', 'sharing'] });
    await socket.close();
    expect(await receipts(ana)).toEqual([
      ['["analytics"]', true, 'site'],
      ['["analytics","sharing"]', true, 'site'],
    ]);
    const elsewhere = await shop.visitor();
    Object.assign(elsewhere, { token: ana.token });
    await elsewhere.say('From a browser that says nothing');
    expect(await receipts(ana)).toHaveLength(2);
    await choose(elsewhere, { granted: ['analytics'] });
    expect((await receipts(ana)).at(-1)).toEqual(['["analytics"]', false, 'site']);
  });

  it('counts as well when the page reports it', async () => {
    const ana = await shop.visitor();
    await ana.act('message.send', message({ denied: true }));
    expect(await receipts(ana)).toEqual([['[]', true, 'signal']]);
  });
});

it('can be withdrawn always, and granted 50 times a day', async () => {
  const ana = await shop.visitor();
  await ana.say('Hello');
  let granted = 0;
  for (let round = 0; round < 60; round++) {
    const { status } = await choose(ana, { granted: ['analytics', ...(round % 2 ? ['sharing'] : [])] });
    if (status === 200) granted++;
    else expect(status).toBe(429);
  }
  expect(granted).toBe(50);
  expect((await choose(ana, { granted: [] })).status).toBe(200);
  expect((await receipts(ana)).at(-1)).toEqual(['[]', false, 'site']);
  moveClock(server, 24 * 60 * 60 * 1000 + 1);
  expect((await choose(ana, { granted: ['analytics'] })).status).toBe(200);
  expect(await count(server, 'consent_receipt', 'subject_id = ?', [ana.id])).toBe(52);
});
