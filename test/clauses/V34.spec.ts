import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { Shop } from '../kit/shop';

/** As P36: the address for questions stands in the notice, in each language, and on the widget's way to it. */
describe('V34 contact', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  it.each(['en', 'fr', 'de', 'es', 'ar'])('is there in %s', async (language) => {
    const { text } = await new Browser(server.url).get(`/privacy/${shop.website.key}?language=${language}`);
    expect(text).toContain('privacy@alder.example');
    expect(text).toContain('1 Alder Lane');
  });

  it('is where the widget leads', async () => {
    const answer = await fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`);
    const { privacy } = (await answer.json()) as { privacy: { notice: string } };
    expect(privacy.notice).toBe(`${server.url}/privacy/${shop.website.key}`);
    expect((await fetch(privacy.notice)).status).toBe(200);
  });

  it('shows nobody a notice that nobody answers for', async () => {
    for (const address of ['w_nobody', '01nobody000000000000000000', 'nobody'])
      expect((await new Browser(server.url).get(`/privacy/${address}`)).status).toBe(404);
  });
});
