import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import type { FrameSocket } from '../../kit/frame-socket';
import { Shop } from '../../kit/shop';
import type { VisitorClient, WireMessage, WireState } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;
let visitor: FrameSocket;
let ben: FrameSocket;
let olu: FrameSocket;
let conversation: string;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

beforeEach(async () => {
  ana = await shop.visitor();
  ({ conversation } = await ana.say('Hello'));
  visitor = await ana.socket();
  [ben, olu] = await Promise.all(['Ben', 'Olu'].map(async (name) => agentSocket(await shop.browser(name as 'Ben' | 'Olu'))));
});
afterEach(() => Promise.all([visitor.close(), ben.close(), olu.close()]));

interface PresenceData {
  agents: { name: string; writing: boolean }[];
  visitor: { online: boolean; typing: boolean };
}
const presence = (socket: FrameSocket, holds: (data: PresenceData) => boolean) =>
  socket.next((frame) => frame.event === 'presence' && holds(frame.data as unknown as PresenceData));
const state = (holds: (data: WireState) => boolean) =>
  visitor.next<WireState>((frame) => frame.event === 'conversation.state' && holds(frame.data as unknown as WireState));

describe('a message', () => {
  it('reaches the visitor’s other tabs, and the agents who look', async () => {
    ben.send({ event: 'thread.open', data: { conversation } });
    await ben.next('presence');
    const tab = await ana.socket();
    await visitor.ask('message.send', { id: 'a-message-of-a-visitor', body: '<b>bold</b> & plain' });
    const { data } = await tab.next<WireMessage>('message.posted');
    expect(data).toMatchObject({
      id: 'a-message-of-a-visitor',
      seq: 2,
      from: 'visitor',
      author: null,
      body: '<b>bold</b> & plain',
    });
    const html = await nextStream(ben, `messages-${conversation}`, 'message-a-message-of-a-visitor');
    expect(html).toContain('&lt;b&gt;bold&lt;/b&gt; &amp; plain');
    expect(html).not.toContain('<b>bold');
    const page = await (await shop.browser('Ben')).get(`/inbox/open/${conversation}`);
    const bubble = /<div class="bubble"[^>]*>[^<]*bold[^<]*<\/div>/.exec(html)![0];
    expect(page.text).toContain(bubble);
    // Olu has the list only: the row moves, the message does not come.
    await nextStream(olu, 'action="row"', conversation);
    expect(JSON.stringify(olu.received)).not.toContain(`messages-${conversation}`);
    await tab.close();
  });

  it('of the team comes with a name, a note and an event never', async () => {
    await shop.answer(conversation, 'Only for us', { kind: 'note' });
    await shop.does(conversation, 'assignment', { accountId: 'me' });
    await shop.answer(conversation, 'Hello Ana');
    const { data } = await visitor.next<WireMessage>('message.posted');
    expect(data).toMatchObject({ from: 'team', author: { name: 'Ben' }, body: 'Hello Ana', seq: 2, deleted: false });
    expect(Object.keys(data).sort()).toEqual(
      ['at', 'attachments', 'author', 'body', 'conversation', 'deleted', 'from', 'id', 'seq'].sort(),
    );
    const heard = JSON.stringify(visitor.received);
    for (const secret of ['Only for us', shop.as('Ben').account.id, 'ben@']) expect(heard).not.toContain(secret);
  });
});

describe('what was seen', () => {
  it('by the team is told to the visitor', async () => {
    expect((await ben.ask('thread.seen', { conversation })).event).toBe('ok');
    await state(({ teamSeen }) => teamSeen === 1);
  });

  it('by the visitor is told to the team, only forward, and never beyond the last', async () => {
    await shop.answer(conversation, 'Hello Ana');
    ben.send({ event: 'thread.open', data: { conversation } });
    await ben.next('presence');
    expect((await visitor.ask('conversation.seen', { seq: 2 })).event).toBe('ok');
    await nextStream(ben, 'action="seen"', 'data-seq="2"');
    expect((await visitor.ask('conversation.seen', { seq: 1 })).event).toBe('ok');
    expect((await ana.resume()).state.visitorSeen).toBe(2);
    expect((await visitor.ask('conversation.seen', { seq: 3 })).data).toMatchObject({ code: 'frame.invalid' });
  });
});

describe('who is there', () => {
  it('the visitor sees whether somebody of the team is, by the name of who has the conversation', async () => {
    await shop.does(conversation, 'assignment', { accountId: 'me' });
    const { data } = await state(({ assignee }) => assignee !== null);
    expect(data).toMatchObject({ assignee: { name: 'Ben' }, teamOnline: true });
  });

  it('agents see who looks and who writes, and that it ends', async () => {
    ben.send({ event: 'thread.open', data: { conversation } });
    await presence(ben, ({ agents, visitor: there }) => agents.length === 1 && there.online);
    olu.send({ event: 'thread.open', data: { conversation } });
    await presence(
      ben,
      ({ agents }) =>
        agents
          .map(({ name }) => name)
          .sort()
          .join() === 'Ben,Olu',
    );
    await olu.ask('typing', { conversation, on: true, kind: 'note' });
    await presence(ben, ({ agents }) => agents.some(({ name, writing }) => name === 'Olu' && writing));
    await olu.ask('typing', { conversation, on: false, kind: 'note' });
    await presence(ben, ({ agents }) => agents.every(({ writing }) => !writing));
    await olu.ask('thread.close', { conversation });
    await presence(ben, ({ agents }) => agents.length === 1);
    // A note that is being written is the team's own business.
    expect(visitor.all('typing')).toEqual([]);
  });

  it('an agent whose tab is gone looks no more', async () => {
    const tab = await agentSocket(await shop.browser('Olu'));
    ben.send({ event: 'thread.open', data: { conversation } });
    tab.send({ event: 'thread.open', data: { conversation } });
    await presence(ben, ({ agents }) => agents.length === 2);
    tab.socket.terminate();
    await presence(ben, ({ agents }) => agents.length === 1);
  });

  it('a visitor who goes is gone', async () => {
    ben.send({ event: 'thread.open', data: { conversation } });
    await presence(ben, (data) => data.visitor.online);
    visitor.socket.terminate();
    await presence(ben, (data) => !data.visitor.online);
  });
});

describe('who writes', () => {
  it('of the team: the visitor sees a name, of the visitor: whoever looks sees it', async () => {
    ben.send({ event: 'thread.open', data: { conversation } });
    await ben.next('presence');
    await ben.ask('typing', { conversation, on: true, kind: 'reply' });
    expect((await visitor.next('typing')).data).toEqual({ on: true, name: 'Ben' });
    await ben.ask('typing', { conversation, on: false, kind: 'reply' });
    expect((await visitor.next('typing')).data).toEqual({ on: false, name: 'Ben' });
    await visitor.ask('typing', { on: true });
    await presence(ben, (data) => data.visitor.typing);
    await visitor.ask('typing', { on: false });
    await presence(ben, (data) => !data.visitor.typing);
  });
});

it('counts and rows follow for everybody', async () => {
  const { conversation: other } = await (await shop.visitor()).say('I am new');
  const row = await nextStream(olu, 'action="row"', other);
  expect(row).toContain('I am new');
  await nextStream(olu, 'count-unassigned');
  await shop.does(other, 'assignment', { accountId: shop.as('Olu').account.id });
  await nextStream(olu, 'action="count"', `data-account="${shop.as('Olu').account.id}"`);
  await shop.does(other, 'closing');
  await nextStream(olu, 'action="row"', other, 'closed');
});
