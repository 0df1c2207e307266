import { agentSocket } from '../kit/agent-socket';
import { startApp, type RunningApp } from '../kit/app';
import { exported, recordsIn } from '../kit/rights';
import { Shop } from '../kit/shop';
import { until } from '../kit/until';

/** Whoever helps a visitor is a name to them: no address, no identifier, nothing of how they are signed in. */
describe('V6 a conversation', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  it('shows its visitor the names of agents, and nothing else of them', async () => {
    const ana = await shop.visitor();
    const socket = await ana.socket();
    const { conversation } = await ana.say('Where is my order?');
    const ben = await agentSocket(await shop.browser('Ben'));
    ben.send({ event: 'thread.open', data: { conversation } });
    await ben.ask('typing', { conversation, on: true, kind: 'reply' });
    await shop.does(conversation, 'assignment', { accountId: shop.as('Ben').account.id });
    await shop.answer(conversation, 'On its way');
    await shop.answer(conversation, 'A difficult customer', { kind: 'note' });
    await ben.ask('thread.seen', { conversation });
    await shop.does(conversation, 'closing');
    await until('Ana hears the answer', () => JSON.stringify(socket.received).includes('On its way'));
    await ana.say('Thank you');
    const config = await (await fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`)).text();
    const heard = JSON.stringify([
      socket.received,
      await ana.resume(0),
      await ana.poll({ after: 0 }),
      await ana.earlier(99),
      config,
    ]);
    expect(heard).toContain('"name":"Ben"');
    const people = Object.values(shop.team.people);
    for (const { id, email } of people) {
      expect(heard).not.toContain(id);
      expect(heard).not.toContain(email);
    }
    // Links of the server itself aside, no address of a machine.
    expect(heard.replaceAll(server.url, '')).not.toMatch(/127\.0\.0\.1|::1|difficult/);
    // Whoever did not take part is not named at all.
    expect(heard).not.toMatch(/Olu|Vera/);
    await ben.close();
    await socket.close();
  });

  it('is in its visitor’s export with the names of agents, and nothing else of them', async () => {
    const ana = await shop.visitor();
    const { conversation } = await ana.say('Where is my order?');
    await shop.does(conversation, 'assignment', { accountId: shop.as('Vera').account.id });
    await shop.does(conversation, 'assignment', { accountId: 'me' });
    await shop.answer(conversation, 'On its way');
    await shop.answer(conversation, 'A difficult customer', { kind: 'note' });
    await shop.does(conversation, 'closing');
    const files = await exported(server, { workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id });
    const messages = recordsIn(files, 'message').map(({ values }) => values);
    expect(messages).toContainEqual(expect.objectContaining({ body: 'On its way', from: 'team', author: 'Ben' }));
    expect(messages).toContainEqual(expect.objectContaining({ body: 'A difficult customer', kind: 'note', author: 'Ben' }));
    const all = [...files].map(([path, bytes]) => `${path} ${bytes.toString()}`).join('\n');
    for (const { id, email } of Object.values(shop.team.people)) {
      expect(all).not.toContain(id);
      expect(all).not.toContain(email);
    }
    expect(all).not.toMatch(/127\.0\.0\.1|@alder\.example|\bOlu\b/);
  });

  it('keeps what belongs to it: messages, times, who took it, and what is known of its visitor', async () => {
    const ana = await shop.visitor();
    const { conversation } = await ana.say('Hello');
    await ana.act('visitor.update', { name: 'Ana', email: 'ana@example.org' });
    await shop.answer(conversation, 'Good morning');
    const { text } = await (await shop.browser('Ben')).get(`/inbox/open/${conversation}`);
    for (const word of ['Hello', 'Good morning', 'Ana', 'ana@example.org', 'Ben', '<time']) expect(text).toContain(word);
  });
});
