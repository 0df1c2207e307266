import { startApp, type RunningApp } from '../kit/app';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { delivered } from '../kit/until';
import type { VisitorClient } from '../kit/visitor-client';

/** Objection (Art. 21 GDPR): the purpose stops with the click, and is looked at afterwards. */
describe('P28 whoever objects', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;
  let ana: VisitorClient;

  beforeAll(async () => {
    spy = await Spy.open();
    const privacy = { fields: ['message.body'], basis: 'legitimate-interest' as const };
    spy.plugin('event-service', { privacy: { ...privacy, purpose: 'service', recipient: 'Service Ltd' } });
    spy.plugin('event-helper', { privacy: { ...privacy, purpose: 'conversation', recipient: 'Helper Ltd' } });
    server = await startApp({ env: spy.env });
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });
  beforeEach(async () => {
    shop = await Shop.open(server, `Alder${Date.now()}`);
    for (const id of ['event-service', 'event-helper']) await spy.enable(server, shop, id);
    ana = await shop.visitor();
    await ana.say('Before');
    await delivered(server);
    spy.told.length = 0;
  });
  const object = (on: boolean) => ana.call('POST', 'privacy/objections', { purpose: 'service', on, language: 'en' });
  const got = async (text: string) => {
    await ana.say(text);
    await delivered(server);
    const sql = 'SELECT plugin_id FROM disclosure WHERE subject_id = ? ORDER BY plugin_id';
    return {
      told: spy.told.filter(({ argument }) => argument.fields?.['message.body'] === text).length,
      ledger: await rowsOf(server, sql, [ana.id]),
    };
  };

  it('sees what can be objected to', async () => {
    const { purposes } = (await ana.call<{ purposes: { purpose: string; objected: boolean }[] }>('GET', 'privacy')).body;
    expect(purposes.map(({ purpose }) => purpose).sort()).toEqual(['conversation', 'service']);
    expect(purposes.every(({ objected }) => !objected)).toBe(true);
  });

  it('is left out from the next message on, of this purpose and of no other', async () => {
    await object(true);
    const { told, ledger } = await got('After');
    expect(told).toBe(1);
    expect(ledger.filter((row) => row.plugin_id === 'event-service')).toHaveLength(2);
    expect(ledger.filter((row) => row.plugin_id === 'event-helper').length).toBeGreaterThan(2);
  });

  it('stays left out while somebody looks at it, and when it is upheld', async () => {
    await object(true);
    const [{ id, state }] = await rowsOf<{ id: string; state: string }>(
      server,
      'SELECT id, state FROM privacy_case WHERE subject_id = ?',
      [ana.id],
    );
    expect(state).toBe('verified');
    await (await shop.browser('Olu')).post(`/privacy/cases/${id}/approval`, { words: '' });
    expect((await got('Upheld')).told).toBe(1);
  });

  it('is used again only with compelling grounds, in writing, or when the person allows it again', async () => {
    await object(true);
    const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM privacy_case WHERE subject_id = ?', [ana.id]);
    const olu = await shop.browser('Olu');
    expect((await olu.post(`/privacy/cases/${id}/refusal`, { reason: 'interest', words: '' })).status).toBe(422);
    expect((await got('Still out')).told).toBe(1);
    await olu.post(`/privacy/cases/${id}/refusal`, { reason: 'interest', words: 'Fraud is under way.' });
    expect((await got('In again')).told).toBe(2);
    await object(true);
    await object(false);
    expect((await got('Allowed again')).told).toBe(2);
  });
});
