import type { Browser } from '../kit/browser';
import { startApp, type RunningApp } from '../kit/app';
import { keepFor, scheduleOf } from '../kit/retention';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';
import { lineNames, lines } from '../../src/privacy/retention/retention-lines';
import { Texts } from '../../src/common/texts';
import { whyWords } from '../../src/privacy/retention/retention-words';

/** "To provide our services, comply with legal obligations, resolve disputes, enforce agreements, and maintain business records." */
const reasons = ['service', 'law', 'disputes', 'agreements', 'records'];

/** Data stays for one of five reasons, and each period says for which. */
describe('V18 reasons of storage', () => {
  let server: RunningApp;
  let shop: Shop;
  let olu: Browser;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
    olu = await shop.browser('Olu');
  });
  afterAll(() => server.stop());

  it('stand beside every period, for visitors and for accounts; none is empty', async () => {
    const all = [
      ...(await scheduleOf(server).of(shop.workspaceId)),
      ...(await scheduleOf(server).all(shop.workspaceId, 'visitor')),
      ...(await scheduleOf(server).all('', 'account')),
    ];
    expect(all.length).toBeGreaterThan(lineNames.length);
    expect(all.filter(({ reason }) => !reasons.includes(reason))).toEqual([]);
    const page = (await olu.get('/privacy/retention')).text;
    const said = [...page.matchAll(/period__why">([^<]*)</g)].map(([, words]) => words);
    expect(said).toHaveLength(lineNames.length);
    const words = reasons.map((reason) => server.app.get(Texts, { strict: false }).t('en', whyWords[reason as 'law']));
    expect(said.filter((one) => !words.includes(one))).toEqual([]);
  });

  it('have to be given: a period without one, or with another, is not kept', async () => {
    for (const reason of ['', 'because', 'marketing']) {
      const { status } = await olu.post('/privacy/retention/pages', { website: '', ends: 'never', days: '', reason });
      expect(status).toBe(422);
    }
    expect(await count(server, 'retention_choice')).toBe(0);
    const { status } = await olu.post('/privacy/retention/pages', { website: '', ends: 'never', days: '', reason: 'law' });
    expect([status, await count(server, 'retention_choice')]).toEqual([303, 1]);
  });

  it('keep nothing without end unless somebody chose it', async () => {
    expect(lineNames.filter((line) => !(lines[line].usual > 0))).toEqual([]);
    await keepFor(server, shop, 'files', null);
    const open = (await scheduleOf(server).of(shop.workspaceId)).filter(({ days }) => days === null);
    expect(open.every(({ chosen }) => chosen)).toBe(true);
    expect(open.map(({ line }) => line)).toContain('files');
  });
});
