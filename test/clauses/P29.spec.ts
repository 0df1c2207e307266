import { Counter } from '../../src/analytics/counting/counter';
import { agentSocket, nextStream } from '../kit/agent-socket';
import { startApp, type RunningApp } from '../kit/app';
import { count, rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { delivered, until } from '../kit/until';
import type { VisitorClient } from '../kit/visitor-client';

/** Restriction (Art. 18 GDPR): stored, and nothing else. Each thing that could be done is tried, and refused. */
describe('P29 what may only be stored', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;
  let ana: VisitorClient;
  let conversation: string;

  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-helper', { privacy: { fields: ['message.body'], basis: 'contract', recipient: 'Helper Ltd' } });
    server = await startApp({ env: spy.env });
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });
  beforeEach(async () => {
    shop = await Shop.open(server, `Alder${Date.now()}`);
    await shop.change({ collectsPages: true });
    ana = await shop.visitor();
    ({ conversation } = await ana.say('My parcel from Coimbra'));
    await ana.act('visitor.update', { name: 'Ana', email: 'ana@example.com' });
    spy.told.length = 0;
  });
  const restrict = (on: boolean) => ana.call('POST', 'privacy/restriction', { on, language: 'en' });
  const search = async (words: string) => (await (await shop.browser('Ben')).get(`/inbox/search?q=${words}`)).text;

  it('is shown as such to agents', async () => {
    const thread = async () => (await (await shop.browser('Ben')).get(`/inbox/open/${conversation}`)).text;
    expect(await thread()).not.toContain('Only stored');
    await restrict(true);
    expect(await thread()).toContain('Only stored');
  });

  it('is shown at once to whoever looks at it', async () => {
    const ben = await agentSocket(await shop.browser('Ben'));
    ben.send({ event: 'thread.open', data: { conversation } });
    await ben.next('presence');
    await restrict(true);
    expect(await nextStream(ben, `thread-head-${conversation}`, 'Only stored')).toContain('Only stored');
    await ben.close();
  });

  it('is not changed: not by agents, not by the page, not by the person before they lift it', async () => {
    const { id } = await shop.answer(conversation, 'It is on its way');
    await restrict(true);
    const ben = await shop.browser('Ben');
    const post = async (what: string, fields: Record<string, string>) =>
      (await ben.post(`/inbox/conversations/${conversation}/${what}`, fields)).status;
    expect(await post(`messages/${id}/deletion`, {})).toBe(409);
    expect(await post('tags', { name: 'angry' })).toBe(409);
    expect(
      (await ben.postJson(`/inbox/conversations/${conversation}/messages`, { body: 'She is angry', kind: 'note' })).status,
    ).toBe(409);
    expect((await ana.act('visitor.update', { name: 'Somebody else' })).body.error?.code).toBe('person.restricted');
    expect((await ana.call('POST', 'privacy/contact', { name: 'Somebody else' })).status).toBe(409);
    const [row] = await rowsOf(server, 'SELECT name, email FROM visitor WHERE id = ?', [ana.id]);
    expect(row).toEqual({ name: 'Ana', email: 'ana@example.com' });
    expect(
      await count(server, 'message', "conversation_id = ? AND (kind = 'note' OR deleted_at IS NOT NULL)", [conversation]),
    ).toBe(0);
    expect(await count(server, 'conversation_tag', 'conversation_id = ?', [conversation])).toBe(0);
  });

  it('costs nobody else a note that is written at the same moment', async () => {
    const eva = await shop.visitor();
    const other = (await eva.say('Hello')).conversation;
    await restrict(true);
    const ben = await shop.browser('Ben');
    const note = (to: string) => ben.postJson(`/inbox/conversations/${to}/messages`, { body: 'A note', kind: 'note' });
    const answers = await Promise.all([note(conversation), note(other), note(conversation), note(other)]);
    expect(answers.map(({ status }) => status)).toEqual([409, 201, 409, 201]);
  });

  it('is found by no search', async () => {
    expect(await search('Coimbra')).toContain(conversation);
    await restrict(true);
    expect(await search('Coimbra')).not.toContain(conversation);
  });

  it('is sent to no plugin', async () => {
    await spy.enable(server, shop, 'event-helper');
    await restrict(true);
    await ana.say('Not for the helper');
    await delivered(server);
    expect(JSON.stringify(spy.told)).not.toContain('Not for the helper');
    await restrict(false);
    await ana.say('For the helper again');
    await spy.heard('For the helper again');
  });

  it('is not counted', async () => {
    const counted = async () => {
      await server.app.get(Counter, { strict: false }).catchUp();
      const sql = 'SELECT coalesce(sum(held), 0) AS total FROM held_statistic WHERE workspace_id = ?';
      return Number((await rowsOf<{ total: number }>(server, sql, [shop.workspaceId]))[0].total);
    };
    await until('what was before is counted', async () => (await counted()) > 0);
    await restrict(true);
    const before = await counted();
    for (let index = 0; index < 3; index++) await ana.say(`Uncounted ${index}`);
    expect(await counted()).toBe(before);
  });

  it('is not added to unasked: the pages that are viewed are not kept', async () => {
    await ana.act('page.view', { url: 'https://alder.example/one', title: 'One' });
    await restrict(true);
    expect((await ana.act('page.view', { url: 'https://alder.example/two', title: 'Two' })).status).toBe(200);
    const pages = await rowsOf<{ title: string }>(server, 'SELECT title FROM page_view WHERE visitor_id = ?', [ana.id]);
    expect(pages.map(({ title }) => title)).toEqual(['One']);
  });

  it('can still be exported, answered and erased', async () => {
    await restrict(true);
    await shop.answer(conversation, 'It arrives tomorrow');
    expect((await ana.resume()).messages.map(({ body }) => body)).toContain('It arrives tomorrow');
    const { id } = (await ana.call<{ id: string }>('POST', 'privacy/requests', { kind: 'access', language: 'en' })).body;
    await until(
      'the export is ready',
      async () => (await ana.call<{ ready: boolean }>('GET', `privacy/requests/${id}`)).body.ready,
    );
    await ana.call('POST', 'privacy/requests', { kind: 'erasure', language: 'en' });
    await until('everything is gone', async () => !(await count(server, 'visitor', 'id = ?', [ana.id])));
  });

  it('tells the person before it ends', async () => {
    await restrict(true);
    const [{ id }] = await rowsOf<{ id: string }>(
      server,
      "SELECT id FROM privacy_case WHERE subject_id = ? AND kind = 'restriction'",
      [ana.id],
    );
    await (await shop.browser('Olu')).post(`/privacy/cases/${id}/lifting`, { words: 'The dispute is settled.' });
    const [letter] = await rowsOf<{ at: number }>(server, "SELECT at FROM case_step WHERE case_id = ? AND what = 'lifting'", [
      id,
    ]);
    const [lifted] = await rowsOf<{ at: number }>(server, 'SELECT at FROM restriction WHERE subject_id = ?', [ana.id]);
    expect(Number(letter.at)).toBeLessThanOrEqual(Number(lifted.at));
    const { requests } = (await ana.call<{ requests: { letters: { body: string }[] }[] }>('GET', 'privacy')).body;
    expect(JSON.stringify(requests)).toContain('The dispute is settled.');
  });
});
