import { LegalIdentities } from '../../src/workspaces/legal-identities.service';
import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';

/** Whoever has a question about privacy finds an address and a form, both from the settings of the business. */
describe('P32 the contact for privacy', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());
  const form = async (query = '') => (await new Browser(server.url).get(`/privacy/${shop.website.key}/request${query}`)).text;

  it('has the address that the business says, and another one when it says another one', async () => {
    const identities = server.app.get(LegalIdentities, { strict: false });
    const say = async (contact: string) =>
      identities.change(shop.as('Olu'), shop.workspaceId, { ...(await identities.of(shop.workspaceId)), contact });
    await say('privacy@alder.example');
    expect(await form()).toContain('privacy@alder.example');
    await say('data@alder.example');
    expect(await form()).toContain('data@alder.example');
    expect(await form()).not.toContain('privacy@alder.example');
  });

  it.each(['en', 'fr', 'de', 'es', 'ar'])('has a form, in %s', async (language) => {
    const page = await form(`?language=${language}`);
    expect(page).toContain(`lang="${language}"`);
    for (const kind of [
      'access',
      'erasure',
      'rectification',
      'objection',
      'restriction',
      'portability',
      'withdrawal',
      'question',
    ])
      expect(page).toContain(`value="${kind}"`);
    expect(page).not.toMatch(/\{\w+\}|(requests|letters)\.\w+/);
  });

  it('brings what is sent there to the desk', async () => {
    const browser = new Browser(server.url);
    await browser.post(`/privacy/${shop.website.key}/request`, { kind: 'question', email: 'ana@example.com', body: 'Why?' });
    expect(await count(server, 'privacy_case', "workspace_id = ? AND kind = 'question'", [shop.workspaceId])).toBe(1);
    expect((await (await shop.browser('Olu')).get('/privacy/cases')).text).toContain('Question');
  });
});
