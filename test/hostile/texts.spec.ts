import { plainText } from '../../src/common/plain-text';
import { Database } from '../../src/database/database';
import { startApp, type RunningApp } from '../kit/app';
import { agentSocket } from '../kit/agent-socket';
import { Shop } from '../kit/shop';
import type { VisitorClient } from '../kit/visitor-client';
import { expectRefusal, nastyTexts } from './tools';

/** Each place says where its text was written, so that a failure names it. */
const mark = (place: string) => `"'><script>alert('${place}')</script><img src=x onerror=alert(1)>{{1234*4321}}`;
const tags = /<script>alert|<img src=x|<\/script><img|5332114/;

let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;
let conversation: string;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

describe('a text that would like to be a page', () => {
  it('stays a text in every page and every stream', async () => {
    const olu = await shop.browser('Olu');
    const live = await agentSocket(await shop.browser('Ben'), { all: true, list: true });
    await shop.change({ name: mark('website'), greeting: mark('greeting'), collectsPages: true });
    ana = await shop.visitor();
    await olu.post('/settings/workspace', { name: mark('workspace').slice(0, 100), accent: '#112233' });
    const { body: file } = await ana.upload('x', mark('file'));
    ({ conversation } = await ana.say(mark('message'), { attachments: [file.id] }));
    live.send({ event: 'thread.open', data: { conversation } });
    await live.next('presence');
    await ana.act('visitor.update', { name: mark('name').slice(0, 120), email: 'ana@example.org' });
    await ana.act('page.view', { url: `https://alder.example/<script>alert(1)</script>`, title: mark('page') });
    await shop.answer(conversation, mark('answer'));
    await shop.answer(conversation, mark('note'), { kind: 'note' });
    await shop.does(conversation, 'tags', { name: '<script>alert("tag")</script>' });
    // A name that no form lets through, as an import might bring it.
    const rename = 'UPDATE account SET name = ? WHERE id = ?';
    await server.app.get(Database).transaction((tx) => tx.run(rename, [mark('agent'), shop.as('Olu').account.id]));
    await shop.does(conversation, 'assignment', { accountId: shop.as('Olu').account.id });
    await shop.does(conversation, 'closing');
    await live.settled();

    const paths = [
      '/inbox/open',
      '/inbox/closed',
      `/inbox/closed/${conversation}`,
      `/inbox/search?${new URLSearchParams({ q: mark('search') })}`,
      '/inbox/search?q=alert',
      '/settings/workspace',
      '/settings/websites',
      `/settings/websites/${shop.website.id}`,
      `/settings/websites/${shop.website.id}/install`,
      `/settings/websites/${shop.website.id}/preview`,
      '/settings/agents',
      `/sign-in?${new URLSearchParams({ next: mark('next') })}`,
      `/${encodeURIComponent(mark('address'))}`,
    ];
    for (const path of paths) {
      const { text, status } = await olu.get(path);
      expect([path, status < 500]).toEqual([path, true]);
      expect([path, text.match(tags)?.[0]]).toEqual([path, undefined]);
    }
    const streams = live.all<string>('stream').map(({ data }) => data);
    expect(streams.join('')).toContain('message');
    for (const html of streams) expect(html).not.toMatch(/<script>alert|<img src=x|<\/script><img/);
    await live.close();
  });

  it('comes to the visitor as the text that it is, in JSON that no browser takes for a page', async () => {
    const { messages } = await ana.resume(0);
    expect(messages[0].body).toBe(mark('message'));
    const answer = await fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(((await answer.json()) as { website: { greeting: string } }).website.greeting).toBe(mark('greeting'));
  });
});

describe('odd texts', () => {
  const doors: Record<string, (text: string) => Promise<{ status: number; text: string }>> = {
    'a message': async (text) => plain(await ana.act('message.send', { id: 'odd-text-'.padEnd(20, '0'), body: text })),
    'a name': async (text) => plain(await ana.act('visitor.update', { name: text })),
    'a page title': async (text) => plain(await ana.act('page.view', { url: 'https://alder.example/', title: text })),
    'an address of a page': async (text) => plain(await ana.act('page.view', { url: `https://alder.example/${text}` })),
    'a file name': async (text) => plain(await ana.upload('x', plainText(text))),
    'a key of a website': async (text) => plain(await ana.call('POST', 'visitors', { website: text })),
    'an identity': async (text) => plain(await ana.call('POST', 'visitors', { website: shop.website.key, identity: text })),
    'a language': async (text) =>
      plain(await ana.call('GET', `config?${new URLSearchParams({ website: shop.website.key, language: text })}`)),
    'a state': async (text) => plain(await ana.call('GET', `events?${new URLSearchParams({ state: text })}`)),
    'a search': async (text) => (await shop.browser('Ben')).get(`/inbox/search?${new URLSearchParams({ q: text })}`),
    'a place in a list': async (text) => (await shop.browser('Ben')).get(`/inbox/open?${new URLSearchParams({ after: text })}`),
    'an answer': (text) => json(`/inbox/conversations/${conversation}/messages`, { body: text }),
    'an attachment': (text) => json(`/inbox/conversations/${conversation}/messages`, { body: 'x', attachments: [text] }),
    'a tag': (text) => json(`/inbox/conversations/${conversation}/tags`, { name: text }),
    'an assignee': (text) => json(`/inbox/conversations/${conversation}/assignment`, { accountId: text }),
    'a website': async (text) => (await shop.browser('Olu')).postJson('/settings/websites', { name: text }),
    'a workspace': async (text) => (await shop.browser('Olu')).postJson('/settings/workspace', { name: text, accent: '#112233' }),
    'an invited address': async (text) =>
      (await shop.browser('Olu')).postJson('/settings/invitations', { role: 'agent', email: text }),
    'an email to sign in': async (text) => (await shop.browser('Olu')).postJson('/sign-in', { email: text, password: text }),
  };
  const plain = ({ status, body }: { status: number; body: unknown }) => ({ status, text: JSON.stringify(body) ?? '' });
  const json = async (path: string, body: object) => (await shop.browser('Ben')).postJson(path, body);

  it.each(Object.keys(doors))('as %s are taken or refused, and never a fault', async (door) => {
    for (const odd of nastyTexts) {
      const { status, text } = await doors[door](odd);
      expect([odd, status < 500]).toEqual([odd, true]);
      if (status >= 400 && text.startsWith('{')) expectRefusal((JSON.parse(text) as { error?: object }).error);
    }
  });
});
