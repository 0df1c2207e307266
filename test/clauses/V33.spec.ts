import { OutboxService } from '../../src/outbox/outbox.service';
import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { identityOf } from '../kit/people';
import { enablePlugin } from '../kit/plugins';
import { rowsOf } from '../kit/rows';
import { moveClock, Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { until } from '../kit/until';
import { Stage } from '../flows/stage/stage';
import { inBrowser } from './in-browser';

/** A new version is told to everybody with an account, once; visitors are told by the chat (V17) and asked again where it matters. */
describe('V33 a new version', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
    const olu = await shop.browser('Olu');
    await olu.post('/settings/identity/operator', said('Host Ltd'));
    await read();
  });
  afterAll(() => server.stop());

  const said = (legalName: string) => ({ ...identityOf('Alder'), legalName, minimumAge: '16' });
  const read = async () => (await new Browser(server.url).get('/privacy/operator')).text;
  const mails = () =>
    rowsOf<{ recipient: string; body: string }>(server, "SELECT recipient, body FROM mail WHERE subject LIKE 'What happens%'");
  const versions = () => rowsOf(server, "SELECT number FROM notice_version WHERE holder = 'operator'");

  it('is mailed to nobody where nothing was there before', async () => {
    expect(await versions()).toHaveLength(1);
    expect(await rowsOf(server, "SELECT id FROM outbox_job WHERE kind = 'notice.tell'")).toEqual([]);
  });

  it('is mailed once to each account, some time after the last change, with what is new', async () => {
    const olu = await shop.browser('Olu');
    await olu.post('/settings/identity/operator', said('Hosting House Ltd'));
    await until('the second version', async () => (await versions()).length === 2);
    await olu.post('/settings/identity/operator', said('Host and Sons Ltd'));
    await until('the third version', async () => (await versions()).length === 3);
    expect(await mails()).toEqual([]);
    moveClock(server, 2 * 3_600_000);
    server.app.get(OutboxService, { strict: false }).wake();
    await until('the mails', async () => (await mails()).length === 3);
    const told = await mails();
    expect(told.map(({ recipient }) => recipient).sort()).toEqual([
      'ben@alder.example',
      'olu@alder.example',
      'vera@alder.example',
    ]);
    for (const { body } of told) {
      expect(body).toContain('Host and Sons Ltd');
      expect(body).toContain('/privacy/operator');
    }
    await until('no job is left', async () => {
      return !(await rowsOf(server, "SELECT id FROM outbox_job WHERE kind = 'notice.tell' AND state IN ('waiting', 'running')"))
        .length;
    });
    expect(await mails()).toHaveLength(3);
  });
});

/** A version that names somebody new asks those who were asked before, once; one that does not asks nobody. */
inBrowser('V33 what people agreed to', () => {
  let spy: Spy;
  let server: RunningApp;
  let stage: Stage;
  beforeAll(async () => {
    spy = await Spy.open();
    const consented = { basis: 'consent', consent: 'analytics' } as const;
    spy.plugin('event-first', { privacy: { ...consented, recipient: 'First Ltd' } });
    spy.plugin('event-second', { privacy: { ...consented, recipient: 'Second Ltd' } });
    spy.plugin('event-contract', { privacy: { basis: 'contract', consent: null, recipient: 'Contract Ltd' } });
    server = await startApp({ env: spy.env });
    stage = await Stage.bare(server);
    await stage.furnish(server, { Ben: 'owner' });
  });
  afterAll(async () => {
    await stage.strike();
    await spy.close();
  });
  const enable = (plugin: string) => enablePlugin(server, stage.team.workspaceId, plugin, spy.settings);
  const receipts = async () =>
    rowsOf<{ act: string; notice: string }>(server, 'SELECT act, notice FROM consent_receipt ORDER BY place');

  it('is asked once more, once, and only where somebody new would get something on it', async () => {
    await enable('event-first');
    const ana = await stage.visitor();
    // As a minute later: browsers may keep the configuration as long.
    await ana.page.route('**/widget/v1/config*', (route) =>
      route.continue({ headers: { ...route.request().headers(), 'cache-control': 'no-cache' } }),
    );
    const question = ana.panel.getByRole('region', { name: 'May we use your data' });
    const comesBack = async () => {
      await ana.page.goto(stage.site!.address('/'));
      await ana.opens();
      await ana.field.waitFor();
    };
    await ana.opens();
    await ana.panel.getByRole('button', { name: 'Accept', exact: true }).click();
    await ana.writes('Hello');

    await enable('event-contract');
    await comesBack();
    expect(await question.isVisible()).toBe(false);

    await enable('event-second');
    await comesBack();
    await question.waitFor();
    expect(await question.textContent()).toContain('Second Ltd');
    await ana.panel.getByRole('button', { name: 'Reject', exact: true }).click();
    await until('the second answer is on record', async () => (await receipts()).length === 2);
    await comesBack();
    await ana.reads('Hello');
    expect(await question.isVisible()).toBe(false);

    const [before, after] = await receipts();
    expect([before.act, after.act]).toEqual(['given', 'withdrawn']);
    expect(Number(after.notice)).toBeGreaterThan(Number(before.notice));
  });
});
