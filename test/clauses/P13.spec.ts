import { startApp, type RunningApp } from '../kit/app';
import { password } from '../kit/people';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';

/** Somebody who wants no news gets none, and is warned all the same when something happens to their account. */
describe('P13 mails to somebody with a login', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());
  const mailsToBen = () =>
    rowsOf<{ subject: string; account_kind: string }>(
      server,
      'SELECT subject, account_kind FROM mail WHERE subject_id = ? ORDER BY id',
      [shop.as('Ben').account.id],
    );

  it('are news only as long as they want it, and warnings always', async () => {
    const [olu, ben] = [await shop.browser('Olu'), await shop.browser('Ben')];
    expect((await ben.post('/settings/you/mails', {})).status).toBe(303);
    const letter = { subject: 'A letter', body: 'Hello' };
    for (const kind of ['news', 'support', 'security']) await olu.post('/settings/announcements', { kind, ...letter });
    await ben.post('/settings/you/password', { present: password, password: 'another good sentence' });
    expect(await mailsToBen()).toEqual([
      { subject: 'A letter', account_kind: 'security' },
      { subject: 'Your password was changed', account_kind: 'security' },
    ]);
  });

  it('offers no way to switch warnings off', async () => {
    const ben = await shop.browser('Ben');
    const { text } = await ben.get('/settings/you/mails');
    expect(text).toMatch(/checked disabled[^>]*aria-labelledby="security-label"/);
    for (const name of ['security', 'login'])
      expect((await ben.post('/settings/you/mails', { [name]: 'false' })).status).toBe(422);
  });
});
