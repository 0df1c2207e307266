import { randomUUID } from 'node:crypto';
import { solve, type Challenge } from '../../src/widget/client/proof/solve';
import { startApp, type RunningApp } from '../kit/app';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';
import type { VisitorClient } from '../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
beforeAll(async () => {
  server = await startApp({ env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' } });
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

let next = 0;
const newcomer = (where = shop) => where.visitor({ headers: { 'X-Forwarded-For': `198.51.${next++}.1` } });
const challengeOf = async (where = shop) =>
  (await (await fetch(`${server.url}/widget/v1/challenge?website=${where.website.key}`)).json()) as Challenge;
const send = (visitor: VisitorClient, proof?: unknown) =>
  visitor.act('message.send', { id: randomUUID(), body: 'Hello', ...(proof !== undefined && { proof }) });
const codeOf = ({ body }: Awaited<ReturnType<typeof send>>) => body.error?.code ?? body.event;
const read = (proof: string) => JSON.parse(atob(proof)) as Record<string, unknown>;
const written = (values: Record<string, unknown>) => btoa(JSON.stringify(values));

it('is asked only while many new visitors come from many addresses; who wrote before, and other websites, notice nothing', async () => {
  const ana = await newcomer();
  await ana.say('Hello');
  const outcomes: string[] = [];
  for (let index = 0; index < 40; index++) outcomes.push(codeOf(await send(await newcomer())));
  expect(outcomes.slice(0, 25)).toEqual(Array(25).fill('message.sent'));
  expect(outcomes.at(-1)).toBe('proof.needed');
  expect((await ana.say('Still here')).seq).toBe(2);
  expect(codeOf(await send(await newcomer(await Shop.open(server, 'Birch'))))).toBe('message.sent');
  const eva = await newcomer();
  expect(codeOf(await send(eva))).toBe('proof.needed');
  expect(await count(server, 'message', 'author_id = ?', [eva.id])).toBe(0);
  expect(codeOf(await send(eva, await solve(await challengeOf())))).toBe('message.sent');
  expect(codeOf(await send(eva))).toBe('message.sent');
});

describe('a website that always asks', () => {
  beforeAll(() => shop.change({ proof: 'always' }));

  it('takes each proof once', async () => {
    const proof = await solve(await challengeOf());
    expect(codeOf(await send(await newcomer(), proof))).toBe('message.sent');
    expect(codeOf(await send(await newcomer(), proof))).toBe('proof.wrong');
    expect(codeOf(await send(await newcomer(), written({ ...read(proof), extra: 1 })))).toBe('proof.wrong');
  });

  it('takes none of another website', async () => {
    const birch = await Shop.open(server, 'Cedar');
    expect(codeOf(await send(await newcomer(), await solve(await challengeOf(birch))))).toBe('proof.wrong');
  });

  it('takes nothing forged', async () => {
    const solved = read(await solve(await challengeOf()));
    const forged = [
      '',
      'x',
      'null',
      written({}),
      written({ ...solved, number: Number(solved.number) + 1 }),
      written({ ...solved, signature: 'a'.repeat(64) }),
      written({ ...solved, salt: String(solved.salt).replace(/expires=\d+/, 'expires=9999999999') }),
      written({ ...solved, algorithm: 'SHA-1' }),
      'x'.repeat(2000),
      { $ne: 1 },
      ['x'],
      7,
      null,
    ];
    for (const proof of forged) expect([proof, codeOf(await send(await newcomer(), proof))]).toEqual([proof, 'proof.wrong']);
  });

  it('asks on sockets as well, and takes what came together with the proof', async () => {
    const eva = await newcomer();
    const socket = await eva.socket();
    const id = randomUUID();
    expect((await socket.ask('message.send', { id, body: 'Hello' })).data).toMatchObject({ code: 'proof.needed', id });
    const proof = await solve(await challengeOf());
    const both = [
      socket.ask('message.send', { id, body: 'Hello', proof }),
      socket.ask('message.send', { id: randomUUID(), body: 'You there?' }),
    ];
    expect((await Promise.all(both)).map(({ event }) => event)).toEqual(['message.sent', 'message.sent']);
    expect((await eva.resume()).messages.map(({ body }) => body)).toEqual(['Hello', 'You there?']);
    await socket.close();
  });

  it('is not gone round by saying a name first', async () => {
    const eva = await newcomer();
    expect((await eva.act('visitor.update', { name: 'Eva' })).body.error?.code).toBe('proof.needed');
    expect(await count(server, 'visitor', 'id = ?', [eva.id])).toBe(0);
  });
});

it('a website that never asks does not, however many come', async () => {
  await shop.change({ proof: 'never' });
  for (let index = 0; index < 40; index++) expect(codeOf(await send(await newcomer()))).toBe('message.sent');
});
