import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';
import { enablePlugin } from '../kit/plugins';
import { Spy } from '../kit/spy';
import { rowsOf } from '../kit/rows';
import { delivered, until } from '../kit/until';
import { Stage } from '../flows/stage/stage';
import { inBrowser } from './in-browser';

let spy: Spy;
let server: RunningApp;

/** Consent is taken back as easily as it was given, and whoever got data on it is told. */
describe('P31 withdrawing consent', () => {
  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-consented', { privacy: { recipient: 'Measure Ltd', basis: 'consent', consent: 'analytics' } });
    spy.plugin('event-contract', { privacy: { basis: 'contract', consent: null } });
    server = await startApp({ env: spy.env });
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });
  beforeEach(() => void (spy.told.length = 0));
  const receipts = async (workspaceId: string) => {
    const sql = 'SELECT act, granted FROM consent_receipt WHERE workspace_id = ? ORDER BY place';
    return (await rowsOf<{ act: string; granted: string }>(server, sql, [workspaceId])).map(
      ({ act, granted }) => `${act} ${granted}`,
    );
  };

  it('is told to whoever got data on it, and to nobody else; and again, when it is given anew', async () => {
    const shop = await Shop.open(server, 'Alder');
    for (const plugin of ['event-consented', 'event-contract']) await spy.enable(server, shop, plugin);
    const ana = await shop.visitor();
    await ana.act('message.send', { id: randomUUID(), body: 'Hello', consent: { granted: ['analytics'] } });
    await delivered(server);
    const asked = () =>
      spy.told.filter(({ method }) => method === 'restrict').map(({ argument }) => [argument.id, argument.restricted]);
    await ana.act('consent.choose', { granted: [] });
    await until('the plugin is told', () => asked().length === 1);
    expect(asked()).toEqual([[ana.id, true]]);
    await ana.act('consent.choose', { granted: ['analytics'] });
    await until('the plugin is told again', () => asked().length === 2);
    expect(asked()[1]).toEqual([ana.id, false]);
    const sql = "SELECT DISTINCT plugin_id FROM personal_data_request WHERE subject_id = ? AND act = 'restrict'";
    expect(await rowsOf(server, sql, [ana.id])).toEqual([{ plugin_id: 'event-consented' }]);
  });

  it('tells nobody where nobody got anything', async () => {
    const shop = await Shop.open(server, 'Birch');
    await spy.enable(server, shop, 'event-consented');
    const bo = await shop.visitor();
    await bo.act('consent.choose', { granted: ['analytics'] });
    await bo.act('consent.choose', { granted: [] });
    await delivered(server);
    expect(spy.told).toEqual([]);
    expect(await receipts(shop.workspaceId)).toEqual(['given ["analytics"]', 'withdrawn []']);
  });

  inBrowser('in the widget', () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await Stage.bare({ url: server.url, stop: () => Promise.resolve() });
      await stage.furnish(server, { Ben: 'owner' }, 'Cedar');
      await enablePlugin(server, stage.team.workspaceId, 'event-consented', spy.settings);
    });
    afterAll(() => stage.strike());

    it('takes as many clicks as giving it, all at once and one by one', async () => {
      const ana = await stage.visitor();
      await ana.page.locator('parlour-chat').waitFor({ state: 'attached' });
      // Counted in the page: every click that a person makes in the widget.
      await ana.page.evaluate(
        "window.clicks = 0, document.querySelector('parlour-chat').shadowRoot.addEventListener('click', (event) => event.detail && clicks++, true)",
      );
      const clicks = async (work: () => Promise<void>) => {
        await ana.page.evaluate('clicks = 0');
        await work();
        return ana.page.evaluate('clicks');
      };
      const press = (name: string) => ana.panel.getByRole('button', { name, exact: true }).click();
      const recorded = (count: number) =>
        until('it is on record', async () => (await receipts(stage.team.workspaceId)).length === count);
      await ana.writes('Hello');

      const given = await clicks(() => press('Accept'));
      await recorded(1);
      const withdrawn = await clicks(() => press('Withdraw consent'));
      await recorded(2);
      expect([given, withdrawn]).toEqual([1, 1]);

      await press('Privacy');
      const statistics = ana.panel.getByRole('switch', { name: 'Statistics' });
      const givenOne = await clicks(() => statistics.click());
      await recorded(3);
      const withdrawnOne = await clicks(() => statistics.click());
      await recorded(4);
      expect([givenOne, withdrawnOne]).toEqual([1, 1]);
      const both = ['given ["analytics"]', 'withdrawn []'];
      expect(await receipts(stage.team.workspaceId)).toEqual([...both, ...both]);
    });
  });
});
