import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../kit/app';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { delivered } from '../kit/until';

/** Business partners, and whoever measures visitors, hear nothing of somebody whose browser says no. */
describe('P20 partners', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;

  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-partner', { privacy: { kind: 'partner', basis: 'consent', consent: 'sharing' } });
    spy.plugin('event-sly', { privacy: { kind: 'partner', basis: 'legitimate-interest', consent: null } });
    spy.plugin('event-meter', { privacy: { kind: 'analytics', basis: 'legitimate-interest', consent: null } });
    server = await startApp({ env: spy.env });
  });
  beforeEach(async () => {
    spy.told.length = 0;
    shop = await Shop.open(server, `Alder${Date.now()}`);
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });
  const enableAll = async () => {
    for (const id of ['event-partner', 'event-sly', 'event-meter']) await spy.enable(server, shop, id);
  };
  const granting = (body: string, granted: string[]) => ({ id: randomUUID(), body, consent: { granted } });

  it('are off until a business enables one', async () => {
    await (await shop.visitor()).act('message.send', granting('Hello', ['sharing', 'analytics']));
    await delivered(server);
    expect(spy.told).toEqual([]);
  });

  it('get nothing without consent to sharing, whatever their manifest claims', async () => {
    await enableAll();
    const ana = await shop.visitor();
    await ana.act('message.send', granting('Analytics only', ['analytics']));
    await delivered(server);
    // Only the meter, which rests on another basis and is no partner.
    expect(await count(server, 'disclosure', "workspace_id = ? AND plugin_id <> 'event-meter'", [shop.workspaceId])).toBe(0);
    expect(spy.events()).toEqual(['conversation.opened', 'message.posted']);
    await ana.act('message.send', granting('Shared', ['sharing']));
    await delivered(server);
    expect(spy.told.filter(({ argument }) => argument.fields?.['message.body'] === 'Shared')).toHaveLength(3);
  });

  it.each(['http', 'socket'])('get nothing under Global Privacy Control, in spite of consent (%s)', async (way) => {
    await enableAll();
    const ana = await shop.visitor({ headers: { 'Sec-GPC': '1' } });
    const data = granting('Not for you', ['sharing', 'analytics']);
    if (way === 'http') await ana.act('message.send', data);
    else {
      const socket = await ana.socket();
      await socket.ask('message.send', data);
      await socket.close();
    }
    await delivered(server);
    expect(spy.told).toEqual([]);
    expect(await count(server, 'disclosure', 'workspace_id = ?', [shop.workspaceId])).toBe(0);
  });
});
