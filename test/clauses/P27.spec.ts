import { startApp, type RunningApp } from '../kit/app';
import { count, rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { delivered, until } from '../kit/until';
import type { VisitorClient } from '../kit/visitor-client';

/** Rectification (Art. 16 GDPR): one's own details at once, and what others wrote after somebody looked. */
describe('P27 what is wrong', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;
  let ana: VisitorClient;
  let conversation: string;

  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-helper', {
      privacy: { fields: ['message.body', 'visitor.email'] },
    });
    server = await startApp({ env: spy.env });
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });
  beforeEach(async () => {
    shop = await Shop.open(server, `Alder${Date.now()}`);
    await spy.enable(server, shop, 'event-helper');
    ana = await shop.visitor();
    ({ conversation } = await ana.say('My order is late'));
    await delivered(server);
    spy.told.length = 0;
    spy.reply = () => ({ value: { records: 1 } });
  });
  const told = (act: string) => spy.told.filter(({ method }) => method === act).length;

  it('is put right by the person at once, and whoever has a copy is told', async () => {
    await ana.call('POST', 'privacy/contact', { name: 'Ana Silva', email: 'ana@example.com' });
    await ana.call('POST', 'privacy/contact', { name: 'Ana Costa', email: 'ana@example.com' });
    const [visitor] = await rowsOf(server, 'SELECT name, email FROM visitor WHERE id = ?', [ana.id]);
    expect(visitor).toEqual({ name: 'Ana Costa', email: 'ana@example.com' });
    await until('the plugin is told', () => told('rectify') >= 1);
    expect((await (await shop.browser('Ben')).get(`/inbox/open/${conversation}`)).text).not.toContain('Ana Silva');
  });

  it('is disputed where others wrote it, and then the old words are gone: from the thread, the search, the list, the copies', async () => {
    const { id: message } = await shop.answer(conversation, 'You returned the Bragança sofa');
    const { id } = (
      await ana.call<{ id: string }>('POST', 'privacy/requests', {
        kind: 'rectification',
        body: 'It was a chair.',
        language: 'en',
      })
    ).body;
    const olu = await shop.browser('Olu');
    const ben = await shop.browser('Ben');
    expect((await ben.get('/inbox/search?q=Braganca')).text).toContain(conversation);
    expect((await olu.post(`/privacy/cases/${id}/opening`)).text).toContain('You returned the Bragança sofa');
    expect((await olu.post(`/privacy/cases/${id}/correction`, { message, words: 'You returned the chair' })).status).toBe(303);
    await olu.post(`/privacy/cases/${id}/approval`, { words: 'It says chair now.' });
    for (const path of ['/inbox/search?q=Braganca', '/inbox/open', `/inbox/open/${conversation}`])
      expect((await ben.get(path)).text).not.toContain('Bragança');
    expect((await ben.get('/inbox/search?q=chair')).text).toContain(conversation);
    expect((await ana.resume()).messages.map(({ body }) => body)).toContain('You returned the chair');
    expect(await count(server, 'conversation', "preview LIKE '%Bragan%'")).toBe(0);
    await until('the plugin is told', () => told('rectify') >= 1);
    const acts = await rowsOf<{ action: string }>(server, 'SELECT action FROM audit_entry WHERE target = ?', [id]);
    expect(acts.map(({ action }) => action)).toContain('case.corrected');
  });

  it('is changed by nobody in another person’s words, nor without their request', async () => {
    const eva = await shop.visitor();
    const other = await eva.say('My own words');
    const { id } = (
      await ana.call<{ id: string }>('POST', 'privacy/requests', { kind: 'rectification', body: 'Wrong.', language: 'en' })
    ).body;
    const olu = await shop.browser('Olu');
    expect((await olu.post(`/privacy/cases/${id}/correction`, { message: other.id, words: 'Not hers' })).status).toBe(404);
    await olu.post(`/privacy/cases/${id}/approval`, { words: '' });
    const [{ id: own }] = await rowsOf<{ id: string }>(
      server,
      "SELECT id FROM message WHERE conversation_id = ? AND kind = 'reply'",
      [conversation],
    );
    expect((await olu.post(`/privacy/cases/${id}/correction`, { message: own, words: 'Too late' })).status).toBe(409);
    expect((await eva.resume()).messages.map(({ body }) => body)).toEqual(['My own words']);
  });
});
