import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';
import { publishNotice, publishAs } from '../kit/plugins';
import { Spy } from '../kit/spy';
import { delivered } from '../kit/until';

/** Data goes only to where a business allows it: of each recipient the country and what protects the data there are known. */
describe('P33 recipients in other countries', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-abroad', { privacy: { recipient: 'Far Inc', country: 'US', safeguard: 'Standard contractual clauses' } });
    spy.plugin('event-near', { privacy: { recipient: 'Near Lda', country: 'PT', safeguard: 'Within the Union' } });
    spy.plugin('event-asked', { privacy: { recipient: 'Somewhere', country: null, safeguard: 'As agreed' } });
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

  const allow = async (regions: string, countries?: string[]) =>
    expect((await (await shop.browser('Olu')).post('/settings/data/regions', { regions, countries })).status).toBe(303);
  /** The owner reads the sheet on the plugin's page, and presses the button. */
  const enable = async (id: string, fields: Record<string, string> = {}) => {
    const olu = await shop.browser('Olu');
    const page = (await olu.get(`/settings/plugins/${id}`)).text;
    const sheet = /name="sheet" value="(\w+)"/.exec(page)?.[1] ?? 'none';
    const vendor = spy.settings.vendor;
    const answer = await olu.post(`/settings/plugins/${id}/enabling`, { sheet, 'setting.vendor': vendor, vendor, ...fields });
    // What the notice does not name yet receives nothing.
    if (answer.status === 303) await publishNotice(server, shop.workspaceId);
    await publishAs(olu);
    return { ...answer, page };
  };
  const register = async () => {
    const { text } = await (await shop.browser('Olu')).get('/settings/recipients.json');
    return (JSON.parse(text) as { recipients: Record<string, unknown>[] }).recipients;
  };
  const hello = async () => {
    await (await shop.visitor()).say('Hello');
    await delivered(server);
  };

  it('are refused outside of the regions that a workspace allows, and nothing leaves', async () => {
    await allow('area');
    const { status, page } = await enable('event-abroad');
    expect(status).toBeGreaterThanOrEqual(400);
    expect(page).toContain('allows no recipients in United States');
    expect(await register()).toEqual([]);
    await hello();
    expect(spy.told).toEqual([]);
  });

  it('are refused where the owner names a country outside, and taken where it lies inside', async () => {
    await allow('area');
    expect((await enable('event-asked', { country: 'US' })).status).toBe(409);
    expect(await register()).toEqual([]);
    expect((await enable('event-asked', { country: 'FR' })).status).toBe(303);
    expect(await register()).toEqual([expect.objectContaining({ name: 'Somewhere', country: 'FR', safeguard: 'As agreed' })]);
  });

  it('stand in the register with their country and what protects the data there', async () => {
    for (const id of ['event-abroad', 'event-near']) expect((await enable(id)).status).toBe(303);
    expect(await register()).toEqual([
      expect.objectContaining({ name: 'Far Inc', country: 'US', safeguard: 'Standard contractual clauses' }),
      expect.objectContaining({ name: 'Near Lda', country: 'PT', safeguard: 'Within the Union' }),
    ]);
    const { text } = await (await shop.browser('Olu')).get('/settings/recipients');
    for (const words of ['Far Inc', 'United States', 'Standard contractual clauses', 'Portugal']) expect(text).toContain(words);
  });

  it('get nothing more once the regions grow narrower, and the register says so', async () => {
    for (const id of ['event-abroad', 'event-near']) await enable(id);
    await hello();
    expect(spy.told).toHaveLength(4);
    await allow('area');
    spy.told.length = 0;
    await hello();
    expect(spy.told).toHaveLength(2);
    expect((await register()).map(({ name }) => name)).toEqual(['Near Lda']);
  });

  it('can only be allowed by an owner', async () => {
    const answer = await (await shop.browser('Ben')).post('/settings/data/regions', { regions: 'anywhere' });
    expect(answer.status).toBe(403);
  });
});
