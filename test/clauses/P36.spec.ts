import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { identityOf } from '../kit/people';
import { Shop } from '../kit/shop';

/** Whoever is responsible can be reached, and what is said of them is what they said. */
describe('P36 and V34 contact', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  const read = (holder: string, language = 'en') => new Browser(server.url).get(`/privacy/${holder}?language=${language}`);
  const said = { ...identityOf('Alder'), minimumAge: '16' };

  it('stands on the notice from the settings, and follows them', async () => {
    const olu = await shop.browser('Olu');
    const changed = {
      ...said,
      contact: 'data@alder.example',
      address: '2 New Street\nLisboa',
      officer: 'Dora Dias',
      authority: 'CNPD',
    };
    expect((await olu.post('/settings/identity', changed)).status).toBe(303);
    const { text } = await read(shop.workspaceId);
    for (const words of ['Alder Ltd', 'data@alder.example', '2 New Street', 'Dora Dias', 'CNPD']) expect(text).toContain(words);
    expect(text).not.toContain('privacy@alder.example');
  });

  it('stands on the notice for accounts, once the operator said it', async () => {
    expect((await read('operator')).status).toBe(404);
    const olu = await shop.browser('Olu');
    expect((await olu.post('/settings/identity/operator', { ...said, legalName: 'Host Ltd' })).status).toBe(303);
    const { text } = await read('operator');
    expect(text).toContain('Host Ltd runs this server');
    expect(text).toContain('Privacy notice for accounts');
    // And visitors read who works for the business.
    expect((await read(shop.workspaceId)).text).toContain('Host Ltd runs the server for Alder Ltd');
  });

  it.each(['en', 'fr', 'de', 'es', 'ar'])('leaves no blank open in %s, on any page that people read', async (language) => {
    for (const holder of [shop.workspaceId, shop.website.key, 'operator']) {
      const { status, text } = await read(holder, language);
      expect([holder, status]).toEqual([holder, 200]);
      expect(text).not.toMatch(/\{\w+\}|\[\w+\]|\bundefined\b|\bnull\b|\bNaN\b|TODO|[Ll]orem/);
      expect(text).not.toMatch(/>(notice|cookies)\.\w+/);
    }
  });

  it('leaves no blank in what is stored of it either', async () => {
    const { text } = await new Browser(server.url).get(`/privacy/${shop.workspaceId}/notice.json`);
    const { statements } = JSON.parse(text) as { statements: { text: string; rows: { label: string; value: string }[] }[] };
    const words = statements.flatMap((one) => [one.text, ...one.rows.flatMap(({ label, value }) => [label, value])]);
    expect(words.length).toBeGreaterThan(40);
    for (const one of words) expect(one).toMatch(/^[^{}]*\S[^{}]*$/);
  });
});
