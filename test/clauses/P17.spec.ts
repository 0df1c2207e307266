import { startApp, type RunningApp } from '../kit/app';
import { filesUnder, rowsOnPostgres, tracesOf } from '../kit/bytes';
import { purge } from '../kit/retention';
import { count } from '../kit/rows';
import { moveClock, Shop } from '../kit/shop';

const day = 86_400_000;
const headers = { 'X-Forwarded-For': '198.51.100.77' };

/** A ban is a keyed hash with a reason and an end: it keeps no address, and ends by itself. */
describe('P17 fraud and illegal activity', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' } });
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  it('bans an address without keeping it, tells why and until when, ends by itself, and is forgotten', async () => {
    const eve = await shop.visitor({ headers });
    const { conversation } = await eve.say('I charge stolen cards');
    await shop.does(conversation, 'bans', { kind: 'address', term: 'week', reason: 'Card fraud' });

    const again = shop.visitor({ headers });
    await expect(again).rejects.toThrow('visitor.banned');
    const files = filesUnder(server.settings.DATA_DIR);
    for (const [name, bytes] of await rowsOnPostgres(server.settings.DATABASE_URL)) files.set(name, bytes);
    expect(tracesOf(files, ['Card fraud'])).not.toEqual([]);
    expect(tracesOf(files, ['198.51.100.77'])).toEqual([]);

    moveClock(server, 7 * day + 1000);
    expect((await eve.say('I am back')).seq).toBe(2);
    expect(await count(server, 'ban')).toBe(1);
    moveClock(server, 31 * day);
    await purge(server, shop);
    expect(await count(server, 'ban')).toBe(0);
    expect(await count(server, 'visitor', 'id = ? AND address_hash IS NOT NULL', [eve.id])).toBe(0);
    expect(await count(server, 'message', 'author_id = ?', [eve.id])).toBe(2);
  });
});
