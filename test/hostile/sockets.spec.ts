import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../kit/app';
import { agentSocket, nextStream } from '../kit/agent-socket';
import { FrameSocket, type HandshakeRefused } from '../kit/frame-socket';
import { dump } from '../kit/dump';
import { Shop } from '../kit/shop';
import { VisitorClient, type WireState } from '../kit/visitor-client';
import { type Alder, furnishAlder, secrets } from './alder';
import { socketEventsOf } from './routes';
import { expectErrorFrame, expectRefusal } from './tools';

let server: RunningApp;
let alder: Alder;
let birch: Shop;

beforeAll(async () => {
  server = await startApp();
  alder = await furnishAlder(server);
  birch = await Shop.open(server, 'Birch');
});
afterAll(() => server.stop());

interface Try {
  data: (alder: Alder) => object;
  /** Codes of the refusal, or the event that answers: to another workspace's owner, and to a viewer of this one. */
  stranger: string;
  viewer?: string;
}
const thread = ({ conversation }: Alder) => ({ conversation });

const agentEvents: Record<string, Try> = {
  'inbox.watch': { data: () => ({ all: true, list: true }), stranger: 'ok' },
  'thread.open': { data: thread, stranger: 'conversation.not_found' },
  // Closing what is not open is nothing, for anybody.
  'thread.close': { data: thread, stranger: 'ok' },
  'thread.seen': { data: thread, stranger: 'conversation.not_found', viewer: 'access.denied' },
  typing: {
    data: (at) => ({ ...thread(at), on: true, kind: 'reply' }),
    stranger: 'conversation.not_found',
    viewer: 'access.denied',
  },
  ping: { data: () => ({}), stranger: 'pong' },
};
/** A visitor's events name nobody: here they name Ana all the same, and a stranger's token comes with them. */
const visitorEvents: Record<string, { data: object; answer: string }> = {
  'message.send': { data: { id: randomUUID(), body: 'I am Eve' }, answer: 'message.sent' },
  'conversation.resume': { data: { after: 0 }, answer: 'conversation.state' },
  'conversation.seen': { data: { seq: 1 }, answer: 'ok' },
  typing: { data: { on: true }, answer: 'ok' },
  'visitor.update': { data: { name: 'Eve', email: 'ana@hawthorn.example' }, answer: 'visitor.updated' },
  'page.view': { data: { url: 'https://example.org/', title: 'x' }, answer: 'ok' },
  'consent.choose': { data: { granted: ['sharing'] }, answer: 'consent.recorded' },
  ping: { data: {}, answer: 'pong' },
};

it('every event has a rule, and a case here', () => {
  const events = socketEventsOf(server);
  expect(events.filter(({ rule }) => !rule?.allow && !rule?.public)).toEqual([]);
  const cases = [
    ...Object.keys(visitorEvents).map((event) => `/widget/v1/socket ${event}`),
    ...Object.keys(agentEvents).map((event) => `/inbox/socket ${event}`),
  ];
  expect(events.map(({ name }) => name).sort()).toEqual(cases.sort());
});

describe('the handshake', () => {
  const open = (path: string, protocols: string[], headers: Record<string, string>) =>
    FrameSocket.open(server.url + path, protocols, { headers }).then(
      (socket) => socket.socket.terminate(),
      (error: HandshakeRefused) => error,
    );
  const agentHeaders = async () => ({ Cookie: (await alder.shop.browser('Ben')).cookieHeader });
  const protocols = (token: string) => ['parlour.v1', `token.${token}`];
  const forged = (token: string) => token.slice(0, -3) + (token.endsWith('AAA') ? 'BBB' : 'AAA');

  it.each<[string, () => Promise<void | HandshakeRefused>, number, string]>([
    ['nobody at the agents’ door', () => open('/inbox/socket', [], { Origin: server.url }), 401, 'sign_in.needed'],
    [
      'an agent from a foreign page',
      async () => open('/inbox/socket', [], { ...(await agentHeaders()), Origin: 'https://evil.example' }),
      403,
      'request.foreign_origin',
    ],
    ['an agent without an origin', async () => open('/inbox/socket', [], await agentHeaders()), 403, 'request.foreign_origin'],
    [
      'a visitor at the agents’ door',
      () => open('/inbox/socket', protocols(alder.ana), { Origin: server.url }),
      401,
      'sign_in.needed',
    ],
    ['nobody at the visitors’ door', () => open('/widget/v1/socket', ['parlour.v1'], {}), 401, 'token.missing'],
    ['an agent at the visitors’ door', async () => open('/widget/v1/socket', [], await agentHeaders()), 401, 'token.missing'],
    ['a token that is none', () => open('/widget/v1/socket', protocols('x.y.z'), {}), 401, 'token.invalid'],
    ['a forged token', () => open('/widget/v1/socket', protocols(forged(alder.ana)), {}), 401, 'token.invalid'],
    [
      'a token with another website in it',
      () => open('/widget/v1/socket', protocols([birch.website.id, ...alder.ana.split('.').slice(1)].join('.')), {}),
      401,
      'token.invalid',
    ],
    ['a token in the address', () => open(`/widget/v1/socket?token=${alder.ana}`, ['parlour.v1'], {}), 401, 'token.missing'],
    ['another path', () => open('/elsewhere', [], {}), 404, 'request.not_found'],
  ])('%s is refused', async (_name, knock, status, code) => {
    const before = await dump(server);
    const refused = (await knock()) as HandshakeRefused;
    expect(refused).toMatchObject({ status, code });
    expectRefusal({ code: refused.code, message: refused.sentence });
    expect(await dump(server)).toEqual(before);
  });
});

describe('an event about somebody else’s conversation', () => {
  it.each(Object.keys(agentEvents))('%s, from an agent of another workspace', async (event) => {
    const { data, stranger } = agentEvents[event];
    const socket = await agentSocket(await birch.browser('Olu'));
    const before = await dump(server);
    const answer = await socket.ask(event, data(alder));
    if (stranger.includes('.')) expectErrorFrame(answer, stranger);
    else expect(answer.event).toBe(stranger);
    expect(await dump(server)).toEqual(before);
    await socket.close();
  });

  it.each(Object.keys(agentEvents).filter((event) => agentEvents[event].viewer))('%s, from a viewer', async (event) => {
    const socket = await agentSocket(await alder.shop.browser('Vera'));
    const before = await dump(server);
    expectErrorFrame(await socket.ask(event, agentEvents[event].data(alder)), agentEvents[event].viewer!);
    expect(await dump(server)).toEqual(before);
    await socket.close();
  });

  it.each(Object.keys(visitorEvents))('%s, from another visitor who names it', async (event) => {
    const eve = await alder.shop.visitor();
    const socket = await eve.socket();
    const rows = async () =>
      Object.values(await dump(server, ['outbox_job', 'inbox_count'])).flatMap((all) =>
        all.filter((row) => row.includes(alder.conversation) || row.includes('ana@') || row.includes('Ana Alder')),
      );
    const before = await rows();
    const { shop: _shop, ...names } = alder;
    const named = { ...names, conversationId: alder.conversation, visitorId: VisitorClient.withToken('', alder.ana).id };
    const answer = await socket.ask(event, { ...named, ...visitorEvents[event].data });
    expect(answer.event).toBe(visitorEvents[event].answer);
    expect(JSON.stringify(socket.received)).not.toContain('hawthorn.txt');
    if (event !== 'visitor.update') expect(await rows()).toEqual(before);
    const ana = VisitorClient.withToken(server.url, alder.ana);
    const { state, messages } = await ana.resume(0);
    expect(state).toMatchObject<Partial<WireState>>({
      conversation: alder.conversation,
      visitor: { name: 'Ana Alder' } as never,
    });
    expect(JSON.stringify(messages)).not.toContain('Eve');
    await socket.close();
  });
});

it('nothing of one workspace comes out of a socket of another', async () => {
  const [stranger, ben] = await Promise.all([
    agentSocket(await birch.browser('Olu'), { all: true, list: true }),
    agentSocket(await alder.shop.browser('Ben'), { all: true, list: true }),
  ]);
  const ana = VisitorClient.withToken(server.url, alder.ana);
  await ana.say('Another hawthorn');
  await ana.act('typing', { on: true });
  await alder.shop.answer(alder.conversation, 'Hawthorn it is');
  await alder.shop.does(alder.conversation, 'closing');
  await nextStream(ben, 'Hawthorn it is');
  await nextStream(ben, 'count-open');
  await stranger.settled();
  for (const secret of [...secrets, alder.conversation]) expect(JSON.stringify(stranger.received)).not.toContain(secret);
  await Promise.all([stranger.close(), ben.close()]);
});

it('who is signed out, or has another role, has no socket any more', async () => {
  const olu = await alder.shop.browser('Olu');
  const ben = await agentSocket(await alder.shop.browser('Ben'));
  await olu.post(`/settings/members/${alder.account}/role`, { role: 'viewer' });
  expect((await ben.closed).code).toBe(1012);
  const again = await agentSocket(await alder.shop.browser('Ben'));
  expectErrorFrame(await again.ask('thread.seen', thread(alder)), 'access.denied');
  await olu.post(`/settings/members/${alder.account}/removal`);
  await again.next('signed.out');
  expect([1008, 1012]).toContain((await again.closed).code);
});
