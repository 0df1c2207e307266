import { Database } from '../../src/database/database';
import { startApp, type RunningApp } from '../kit/app';
import { identityOf } from '../kit/people';
import { count } from '../kit/rows';
import { Stage } from '../flows/stage/stage';
import { Visitor } from '../flows/stage/visitor';
import { Shop } from '../kit/shop';
import { inBrowser } from './in-browser';

/** Visitors can read what happens with their data before they write the first word. */
describe('V17 the notice', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  const privacy = async () => {
    const answer = await fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`);
    return ((await answer.json()) as { privacy?: { notice?: string; noticeVersion?: number } }).privacy;
  };

  it('is generated, or the business’s own', async () => {
    expect(await privacy()).toMatchObject({ notice: `${server.url}/privacy/${shop.website.key}`, noticeVersion: 1 });
    const olu = await shop.browser('Olu');
    const own = { ...identityOf('Alder'), minimumAge: '16', noticeUrl: 'https://alder.example/privacy' };
    expect((await olu.post('/settings/identity', own)).status).toBe(303);
    expect(await privacy()).toMatchObject({ notice: 'https://alder.example/privacy' });
    for (const noticeUrl of ['javascript:alert(1)', 'alder.example', 'ftp://alder.example'])
      expect((await olu.post('/settings/identity', { ...own, noticeUrl })).status).toBe(422);
    await olu.post('/settings/identity', { ...own, noticeUrl: '' });
  });

  it('has to be there: without whoever answers for it no website goes live', async () => {
    const olu = await shop.browser('Olu');
    const { workspaceId } = shop;
    await olu.post('/settings/websites', { name: 'Second' });
    expect(await count(server, 'website')).toBe(2);

    await server.app
      .get(Database)
      .transaction((tx) => tx.run("UPDATE legal_identity SET address = '' WHERE holder = ?", [workspaceId]));
    await olu.post('/settings/websites', { name: 'Third' });
    const page = await olu.get('/settings/websites');
    const ids = [...new Set([...page.text.matchAll(/websites\/([0-9a-z]{26})"/g)].map(([, id]) => id!))];
    const states = await Promise.all(ids.map(async (id) => (await olu.get(`/settings/websites/${id}`)).text));
    expect(states.filter((text) => text.includes('Only the preview shows the chat.'))).toHaveLength(1);
    expect((await fetch(`${server.url}/privacy/${shop.website.key}`)).status).toBe(404);
  });
});

inBrowser('V17 in the chat', () => {
  let stage: Stage;
  beforeAll(async () => (stage = await Stage.set({ Ben: 'owner' })));
  afterAll(() => stage.strike());
  afterEach(() => stage.clear());

  it('the notice is one click away before the first message, in the visitor’s language', async () => {
    const page = await stage.page({ locale: 'de-DE' });
    await page.goto(stage.site!.address());
    await page.getByRole('button', { name: 'Chat öffnen' }).click();
    const link = page.getByRole('dialog').getByRole('link', { name: 'Datenschutzhinweise' }).first();
    await link.waitFor();
    const opened = page.context().waitForEvent('page');
    await link.click();
    const notice = await opened;
    await notice.getByRole('heading', { name: 'Wer verantwortlich ist' }).waitFor();
    await notice.getByText('privacy@alder.example').first().waitFor();
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  it('whoever has written before is told once that it changed', async () => {
    const ana = await stage.visitor();
    await ana.writes('Hello');
    const storageState = await ana.page.context().storageState();
    const ben = await stage.signedIn('Ben');
    await ben.goto(`${stage.server.url}/settings/websites/${stage.team.websiteId}`);
    await ben.getByRole('switch', { name: 'Pages visited' }).check();
    await ben.getByRole('button', { name: 'Save changes' }).click();
    await ben.getByText('Changes are saved.').waitFor();

    const back = new Visitor(await stage.page({ storageState }));
    await back.page.goto(stage.site!.address());
    await back.opens();
    await back.panel.getByText('What happens with your data has changed.').waitFor();
    await back.panel.getByRole('button', { name: 'Got it' }).click();
    await back.panel.getByText('What happens with your data has changed.').waitFor({ state: 'hidden' });
    await back.page.reload();
    await back.opens();
    await back.reads('Hello');
    expect(await back.panel.getByText('What happens with your data has changed.').isVisible()).toBe(false);
  });
});
