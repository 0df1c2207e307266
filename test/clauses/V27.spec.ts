import { startApp, type RunningApp } from '../kit/app';
import { count, rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { until } from '../kit/until';
import type { VisitorClient } from '../kit/visitor-client';

/** Access, correction, deletion, restriction, export and objection: each is one request away, and nobody has to help. */
describe('V27 rights', () => {
  let server: RunningApp;
  let shop: Shop;
  let ana: VisitorClient;
  let eve: VisitorClient;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
    await shop.change({ collectsContact: true });
  });
  beforeEach(async () => {
    ana = await shop.visitor();
    eve = await shop.visitor();
    for (const one of [ana, eve]) await one.say('Hello');
  });
  afterAll(() => server.stop());

  const ask = (kind: string, more: object = {}) =>
    ana.call<{ id: string }>('POST', 'privacy/requests', { kind, language: 'en', ...more });
  const done = (id: string) =>
    until(
      'it is done',
      async () =>
        (await rowsOf<{ state: string }>(server, 'SELECT state FROM privacy_case WHERE id = ?', [id]))[0]!.state === 'complete',
    );

  it.each(['access', 'portability'])('%s: a copy, made without anybody’s help', async (kind) => {
    const { id } = (await ask(kind)).body;
    await until(
      'the copy is ready',
      async () => (await ana.call<{ ready: boolean }>('GET', `privacy/requests/${id}`)).body.ready,
    );
    const { address } = (await ana.call<{ address: string }>('POST', `privacy/requests/${id}/download`, {})).body;
    expect((await fetch(server.url + address)).headers.get('content-type')).toBe('application/zip');
  });

  it('correction: what they say of themselves is what stands there', async () => {
    expect((await ana.call('POST', 'privacy/contact', { name: 'Ana', email: 'ana@example.org' })).status).toBe(200);
    expect(await rowsOf(server, 'SELECT name, email FROM visitor WHERE id = ?', [ana.id])).toEqual([
      { name: 'Ana', email: 'ana@example.org' },
    ]);
    expect(await rowsOf(server, 'SELECT name, email FROM visitor WHERE id = ?', [eve.id])).toEqual([{ name: null, email: null }]);
  });

  it('restriction and objection: in force at once, for them alone', async () => {
    expect((await ana.call('POST', 'privacy/restriction', { on: true, language: 'en' })).status).toBe(200);
    expect((await ana.call('POST', 'privacy/objections', { purpose: 'improve', on: true, language: 'en' })).status).toBe(200);
    const [row] = await rowsOf<{ restricted: number | boolean; objections: string }>(
      server,
      'SELECT * FROM restriction WHERE subject_id = ?',
      [ana.id],
    );
    expect([Boolean(row!.restricted), JSON.parse(row!.objections)]).toEqual([true, ['improve']]);
    expect(await count(server, 'restriction', 'subject_id = ?', [eve.id])).toBe(0);
  });

  it('deletion: everything of theirs, and nothing of anybody else', async () => {
    const { id } = (await ask('erasure')).body;
    await done(id);
    expect((await ana.call('GET', 'privacy')).status).toBe(401);
    expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(0);
    expect(await count(server, 'conversation', 'visitor_id = ?', [ana.id])).toBe(0);
    expect((await eve.resume(0)).messages).toHaveLength(1);
  });
});
