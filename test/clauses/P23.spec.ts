import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../kit/app';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { delivered, until } from '../kit/until';
import { StandingService } from '../../src/privacy/standing.service';

/** Where consent is the basis, there is a receipt of it before anything is shared. */
describe('P23 sharing on consent', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;

  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-consented', { privacy: { basis: 'consent', consent: 'personalisation' } });
    server = await startApp({ env: spy.env });
    shop = await Shop.open(server);
    await spy.enable(server, shop, 'event-consented');
  });
  beforeEach(() => void (spy.told.length = 0));
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });
  const rows = (id: string) =>
    rowsOf<{ receipt_id: string; id: string; basis: string; capability: string }>(
      server,
      'SELECT * FROM disclosure WHERE subject_id = ?',
      [id],
    );
  const person = (id: string) => ({ workspaceId: shop.workspaceId, kind: 'visitor' as const, id });
  const standing = () => server.app.get(StandingService, { strict: false });

  it('shares nothing without a receipt', async () => {
    const ana = await shop.visitor();
    await ana.say('Hello');
    await ana.act('consent.choose', { granted: ['analytics', 'sharing'] });
    await ana.say('Still nothing of that category');
    await delivered(server);
    expect(spy.told).toEqual([]);
    expect(await rows(ana.id)).toEqual([]);
  });

  it('shares from the first message on if consent came with it, and names the receipt, which is older', async () => {
    const ana = await shop.visitor();
    await ana.act('message.send', { id: randomUUID(), body: 'Gladly', consent: { granted: ['personalisation'] } });
    await delivered(server);
    expect(spy.events()).toEqual(['conversation.opened', 'message.posted']);
    const [receipt] = await rowsOf<{ id: string }>(server, 'SELECT id FROM consent_receipt WHERE subject_id = ?', [ana.id]);
    for (const row of await rows(ana.id)) {
      expect(row).toMatchObject({ basis: 'consent', receipt_id: receipt.id });
      expect(row.id > receipt.id).toBe(true);
    }
  });

  it('shares nothing after a withdrawal, of what was said before it either', async () => {
    const ana = await shop.visitor();
    await ana.act('message.send', { id: randomUUID(), body: 'Yes', consent: { granted: ['personalisation'] } });
    await delivered(server);
    const before = (await rows(ana.id)).length;
    let go = () => {};
    spy.reply = () => new Promise((resolve) => (go = () => resolve({})));
    await ana.say('On its way');
    await spy.heard('On its way');
    await ana.say('Behind it');
    await ana.act('consent.choose', { granted: [] });
    spy.reply = () => ({});
    go();
    await ana.say('And afterwards');
    await delivered(server);
    expect(JSON.stringify(spy.told)).not.toMatch(/Behind it|And afterwards/);
    await until('the plugin is told', () => spy.told.some(({ method }) => method === 'restrict'));
    // What was on its way; and, on another basis, that they may not use any more what they have.
    const later = (await rows(ana.id)).slice(before);
    expect(later.filter(({ basis }) => basis === 'consent')).toHaveLength(1);
    expect(later.filter(({ basis }) => basis !== 'consent').map(({ capability }) => capability)).toEqual(['personalData']);
  });

  it('shares nothing of somebody whose data is restricted, or who objected, until that is over', async () => {
    const ana = await shop.visitor();
    await ana.act('message.send', { id: randomUUID(), body: 'Zero', consent: { granted: ['personalisation'] } });
    await delivered(server);
    spy.told.length = 0;
    await standing().restrict(person(ana.id), null);
    await ana.say('Restricted');
    await delivered(server);
    await standing().lift(person(ana.id), null);
    await standing().object(person(ana.id), 'conversation', null);
    await ana.say('Objected');
    await delivered(server);
    await standing().withdrawObjection(person(ana.id), 'conversation', null);
    await ana.say('Free again');
    await delivered(server);
    const bodies = spy.told.filter(({ method }) => method === 'handle').map(({ argument }) => argument.fields?.['message.body']);
    expect(bodies).toEqual(['Free again']);
  });
});
