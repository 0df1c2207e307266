import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { caseKinds } from '../../src/privacy/cases/case.types';

/** Whoever wants to use a right finds where: in the chat, on a page, in the settings; each way leads to an answer with a date. */
describe('V28 where rights are used', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    await Shop.open(server, 'Operator');
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  it.each(caseKinds)('a visitor, in the chat: %s', async (kind) => {
    const ana = await shop.visitor();
    await ana.say('Hello');
    const { status, body } = await ana.call<{ dueAt: string }>('POST', 'privacy/requests', {
      kind,
      body: 'Please',
      about: 'service',
      language: 'en',
    });
    expect(status).toBe(201);
    expect(Date.parse(body.dueAt)).toBeGreaterThan(Date.now());
  });

  it.each(caseKinds)('anybody, by the form: %s', async (kind) => {
    const { status, location } = await new Browser(server.url).post(`/privacy/${shop.workspaceId}/request`, {
      kind,
      email: `${kind}@example.com`,
      body: '',
    });
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/privacy\/requests\/[\w-]{32}$/)]);
  });

  it('somebody with a login, in their settings, where each page leads', async () => {
    const ben = await shop.browser('Ben');
    expect((await ben.get('/inbox/open')).text).toContain('href="/settings/privacy"');
    const { text } = await ben.get('/settings/privacy');
    for (const way of ['export', 'name', 'words', 'restriction', 'erasure'])
      expect(text).toContain(`action="/settings/privacy/${way}"`);
  });

  it('costs nothing, asks for no account, and needs no script', async () => {
    const { text } = await new Browser(server.url).get(`/privacy/${shop.workspaceId}/request`);
    expect(text).not.toContain('<script');
    expect(text).toContain('It costs nothing');
    expect(await rowsOf(server, "SELECT id FROM privacy_case WHERE state = 'received'")).toEqual([]);
  });
});
