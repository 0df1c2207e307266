import { startApp, type RunningApp } from '../../kit/app';
import type { HandshakeRefused } from '../../kit/frame-socket';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import type { VisitorClient } from '../../kit/visitor-client';

const day = 86_400_000;
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' } });
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
const ban = (conversation: string, kind = 'visitor', fields: Record<string, string> = {}) =>
  shop.does(conversation, 'bans', { kind, term: 'week', reason: 'Insults the team', ...fields });
const put = async (address: string, fields: Record<string, string> = {}) =>
  (await shop.browser('Olu')).post('/settings/bans', { address, term: 'week', reason: 'Attack', ...fields });
const bansOf = (workspaceId = shop.workspaceId) =>
  rowsOf<{ id: string; kind: string; mark: string; until: number }>(server, 'SELECT * FROM ban WHERE workspace_id = ?', [
    workspaceId,
  ]);
const refused = { code: 'visitor.banned', until: expect.stringMatching(/^\d{4}-/) as string };
const expectRefused = async (visitor: VisitorClient) => {
  const { status, body } = await visitor.act('message.send', { id: crypto.randomUUID(), body: 'Again' });
  expect({ status, error: body.error }).toEqual({ status: 403, error: expect.objectContaining(refused) as object });
};
const newAt = (address: string, website = shop.website.key) =>
  fetch(`${server.url}/widget/v1/visitors`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...from(address).headers },
    body: JSON.stringify({ website }),
  });

describe('a banned visitor', () => {
  it('is refused over HTTP, poll and socket, with a code and the end; what they wrote stays', async () => {
    const eve = await shop.visitor(from('198.51.100.1'));
    const { conversation } = await eve.say('You are all fools');
    await ban(conversation);
    await expectRefused(eve);
    for (const door of ['events?wait=0', 'messages?before=9'])
      expect((await eve.call('GET', door)).body.error).toMatchObject(refused);
    expect((await eve.upload('x', 'x.txt')).body.error).toMatchObject(refused);
    const handshake = await eve.socket().catch((error: HandshakeRefused) => error);
    expect(handshake).toMatchObject({ status: 403, code: 'visitor.banned' });
    expect(await count(server, 'message', "author_id = ? AND body = 'You are all fools'", [eve.id])).toBe(1);
    expect(await count(server, 'message', "author_id = ? AND body = 'Again'", [eve.id])).toBe(0);
  });

  it('is told at once on open sockets, and these are closed within a second; others go on', async () => {
    const [eve, ana] = await Promise.all([shop.visitor(from('198.51.100.2')), shop.visitor(from('198.51.100.3'))]);
    const { conversation } = await eve.say('Fools');
    const [hers, other] = await Promise.all([eve.socket(), ana.socket()]);
    await hers.settled();
    const began = Date.now();
    await ban(conversation);
    expect((await hers.next((frame) => frame.event === 'error')).data).toMatchObject(refused);
    expect(await hers.closed).toEqual({ code: 1008, reason: 'banned' });
    expect(Date.now() - began).toBeLessThan(1000);
    expect((await other.ask('ping')).event).toBe('pong');
    await other.close();
  });

  it('is told at once in a waiting poll', async () => {
    const eve = await shop.visitor(from('198.51.100.4'));
    const { conversation } = await eve.say('Fools');
    const { state } = await eve.poll({ after: 1 });
    const began = Date.now();
    const waiting = eve.call('GET', `events?after=1&wait=20&state=${state.version}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await ban(conversation);
    expect((await waiting).body.error).toMatchObject(refused);
    expect(Date.now() - began).toBeLessThan(1500);
  });

  it('keeps their rights: to see, to take along, to take back a consent', async () => {
    const eve = await shop.visitor(from('198.51.100.5'));
    await ban((await eve.say('Fools')).conversation);
    expect((await eve.call('GET', 'privacy')).status).toBe(200);
    expect((await eve.act('consent.choose', { granted: [], denied: false })).status).toBe(200);
  });

  it('comes in again when the ban is lifted, with one click', async () => {
    const eve = await shop.visitor(from('198.51.100.6'));
    const { conversation } = await eve.say('Fools');
    await ban(conversation);
    const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM ban WHERE visitor_id = ?', [eve.id]);
    await shop.does(conversation, `bans/${id}/lifting`);
    expect((await eve.say('Sorry')).seq).toBe(2);
    const acts = await rowsOf<{ action: string }>(server, 'SELECT action FROM audit_entry WHERE target = ? ORDER BY id', [
      eve.id,
    ]);
    expect(acts.map(({ action }) => action)).toEqual(['ban.put', 'ban.lifted']);
  });
});

describe('a banned address', () => {
  it('is of no use for a new token, nor is its network where that is banned', async () => {
    const eve = await shop.visitor(from('198.51.101.7'));
    await ban((await eve.say('Fools')).conversation, 'address');
    expect((await (await newAt('198.51.101.7')).json()) as object).toMatchObject({ error: refused });
    expect((await newAt('198.51.101.8')).status).toBe(201);
    const other = await shop.visitor(from('198.51.102.7'));
    await ban((await other.say('Fools')).conversation, 'network');
    expect((await newAt('198.51.102.200')).status).toBe(403);
    expect((await newAt('198.51.103.200')).status).toBe(201);
  });

  it('of version 6 is the whole home', async () => {
    const eve = await shop.visitor(from('2001:db8:7:1::1'));
    await ban((await eve.say('Fools')).conversation, 'address');
    expect((await newAt('2001:db8:7:1:ffff::9')).status).toBe(403);
    expect((await newAt('2001:db8:7:2::1')).status).toBe(201);
  });

  it('is the one where they were last, also after they moved', async () => {
    const eve = await shop.visitor(from('198.51.104.1'));
    const { conversation } = await eve.say('Fools');
    const { VisitorClient: Client } = await import('../../kit/visitor-client.js');
    const moved = Client.withToken(server.url, eve.token, from('198.51.104.2').headers);
    await moved.resume();
    await ban(conversation, 'address');
    expect((await newAt('198.51.104.2')).status).toBe(403);
    expect((await newAt('198.51.104.1')).status).toBe(201);
  });

  it('cannot be dressed up: what the client writes into the header itself does not count', async () => {
    const eve = await shop.visitor(from('198.51.105.1'));
    await ban((await eve.say('Fools')).conversation, 'address');
    expect((await newAt('203.0.113.77, 198.51.105.1')).status).toBe(403);
    expect((await newAt('::ffff:198.51.105.1')).status).toBe(403);
  });

  it('stands nowhere: not in the database, not on the page', async () => {
    await put('198.51.106.66');
    const all = JSON.stringify([
      await rowsOf(server, 'SELECT * FROM ban'),
      await rowsOf(server, 'SELECT * FROM visitor'),
      await rowsOf(server, 'SELECT * FROM audit_entry'),
    ]);
    expect(all).not.toContain('198.51.1');
    expect((await (await shop.browser('Olu')).get('/settings/bans')).text).not.toContain('198.51.106');
  });

  it('is hashed apart for each workspace', async () => {
    const birch = await Shop.open(server, 'Birch');
    await put('198.51.107.1');
    expect((await newAt('198.51.107.1')).status).toBe(403);
    expect((await newAt('198.51.107.1', birch.website.key)).status).toBe(201);
    await (await birch.browser('Olu')).post('/settings/bans', { address: '198.51.107.1', term: 'day', reason: 'Attack' });
    const theirs = (await bansOf(birch.workspaceId)).map(({ mark }) => mark);
    expect((await bansOf()).filter(({ mark }) => theirs.includes(mark))).toEqual([]);
  });
});

describe('Settings → Bans', () => {
  it('takes a network, lists it, finds it by an address within, and lifts it', async () => {
    const olu = await shop.browser('Olu');
    expect((await put('203.0.113.0/24', { reason: 'Botnet % of Tuesday' })).status).toBe(303);
    expect((await newAt('203.0.113.200')).status).toBe(403);
    const found = async (search: string) => (await olu.get(`/settings/bans?search=${encodeURIComponent(search)}`)).text;
    for (const search of ['203.0.113.9', 'botnet', '% of', '203.0.113.0/24'])
      expect(await found(search)).toContain('Botnet % of Tuesday');
    for (const search of ['203.0.114.9', '%%', 'b_tnet']) expect(await found(search)).not.toContain('Botnet');
    const [{ id }] = (await bansOf()).filter(({ kind }) => kind === 'range');
    await olu.post(`/settings/bans/${id}/lifting`);
    expect((await newAt('203.0.113.200')).status).toBe(201);
  });

  it.each([
    ['not an address', 'shop.example', {}],
    ['everybody', '0.0.0.0/0', {}],
    ['a few neighbours, whose addresses would stand there', '192.0.2.0/28', {}],
    ['no reason', '192.0.2.1', { reason: ' ' }],
    ['a day of the past', '192.0.2.1', { term: 'date', until: '2020-01-01' }],
    ['no day', '192.0.2.1', { term: 'date' }],
    ['no such day', '192.0.2.1', { term: 'date', until: '2026-99-99' }],
    ['for ever', '192.0.2.1', { term: 'date', until: '9999-12-31' }],
    ['another term', '192.0.2.1', { term: 'ever' }],
  ])('refuses %s', async (_what, address, fields) => {
    const before = (await bansOf()).length;
    expect((await put(address, fields)).status).toBe(422);
    expect(await bansOf()).toHaveLength(before);
  });

  it('the same ban again is one ban, with the newer end', async () => {
    await put('192.0.2.50', { term: 'day' });
    const before = await bansOf();
    await put('192.0.2.50', { term: 'month' });
    const after = await bansOf();
    expect(after).toHaveLength(before.length);
    const own = after.find(({ id }) => !before.some((one) => one.id === id))!;
    expect(Number(own.until) - Date.now()).toBeGreaterThan(29 * day);
  });
});

it.each([
  { who: 'a viewer', status: 403 },
  { who: 'an agent of another workspace', status: 404 },
])('$who neither bans nor lifts', async ({ who, status }) => {
  const eve = await shop.visitor(from('198.51.108.1'));
  const { conversation } = await eve.say('Fools');
  await ban(conversation);
  const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM ban WHERE visitor_id = ?', [eve.id]);
  const browser = who === 'a viewer' ? await shop.browser('Vera') : await (await Shop.open(server, 'Cedar')).browser('Olu');
  const path = `/inbox/conversations/${conversation}/bans`;
  expect((await browser.postJson(path, { kind: 'visitor', term: 'day', reason: 'x' })).status).toBe(status);
  expect((await browser.postJson(`${path}/${id}/lifting`, {})).status).toBe(status);
  expect((await browser.postJson(`/settings/bans/${id}/lifting`, {})).status).toBe(status);
  await expectRefused(eve);
});

it('an agent lifts through a conversation only what is on its visitor', async () => {
  const [eve, ana] = await Promise.all([shop.visitor(from('198.51.109.1')), shop.visitor(from('198.51.109.2'))]);
  const [hers, other] = [await eve.say('Fools'), await ana.say('Hello')];
  await ban(hers.conversation);
  const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM ban WHERE visitor_id = ?', [eve.id]);
  const answer = await (await shop.browser('Ben')).postJson(`/inbox/conversations/${other.conversation}/bans/${id}/lifting`, {});
  expect(answer.status).toBe(404);
  await expectRefused(eve);
});

it('a ban ends by itself', async () => {
  const eve = await shop.visitor(from('198.51.110.1'));
  await ban((await eve.say('Fools')).conversation, 'address', { term: 'day' });
  await expectRefused(eve);
  moveClock(server, day + 1000);
  expect((await eve.say('Hello again')).seq).toBe(2);
});
