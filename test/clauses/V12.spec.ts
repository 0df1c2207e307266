import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { AccountStopLink } from '../../src/notifications/stopping/account-stop-link';
import { StopLink } from '../../src/notifications/stopping/stop-link';

/** Each kind of mail is a choice of its own, on a page and in the mail itself. */
describe('V12 product updates, support messages and notifications', () => {
  let server: RunningApp;
  let shop: Shop;
  let round = 0;
  beforeAll(async () => void (server = await startApp()));
  beforeEach(async () => void (shop = await Shop.open(server, `Alder${++round}`)));
  afterAll(() => server.stop());

  const kinds = ['workspace', 'support', 'news'] as const;
  /** Makes one mail of each kind to Olu's colleague who manages the workspace with her: here to Olu herself. */
  const cause = async () => {
    const olu = await shop.browser('Olu');
    for (const kind of ['support', 'news']) await olu.post('/settings/announcements', { kind, subject: kind, body: 'Hello' });
    await olu.post('/settings/invitations', { role: 'agent' });
    const [, link] = /(\/invitations\/[\w-]{43})/.exec((await olu.get('/settings/agents')).text)!;
    const email = `nina${Math.random()}@alder.example`;
    const joined = await new Browser(server.url).post(link, { name: 'Nina', email, password: 'a good long sentence' });
    expect(joined.status).toBe(303);
  };
  const kindsToOlu = async () =>
    (
      await rowsOf<{ kind: string }>(server, 'SELECT account_kind AS kind FROM mail WHERE subject_id = ?', [
        shop.as('Olu').account.id,
      ])
    ).map(({ kind }) => kind);

  it('all come until somebody says otherwise', async () => {
    await cause();
    expect((await kindsToOlu()).sort()).toEqual(['news', 'support', 'workspace']);
  });

  it.each(kinds)('%s is switched off alone, on the page', async (off) => {
    const wanted = Object.fromEntries(kinds.filter((kind) => kind !== off).map((kind) => [kind, 'true']));
    await (await shop.browser('Olu')).post('/settings/you/mails', wanted);
    await cause();
    expect((await kindsToOlu()).sort()).toEqual(Object.keys(wanted).sort());
  });

  it.each(kinds)('%s is switched off alone, from the mail, without signing in', async (off) => {
    server.app.get(StopLink, { strict: false }).base = 'https://chat.alder.example';
    const url = server.app.get(AccountStopLink, { strict: false }).of(shop.as('Olu').account.id, off)!;
    expect((await new Browser(server.url).post(new URL(url).pathname)).status).toBe(200);
    await cause();
    expect((await kindsToOlu()).sort()).toEqual(kinds.filter((kind) => kind !== off).sort());
  });
});
