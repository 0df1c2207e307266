import { randomUUID } from 'node:crypto';
import { FirstWord, standingTold } from '../flows/stage/first-word';
import { Stage } from '../flows/stage/stage';
import type { Visitor } from '../flows/stage/visitor';
import { startApp, type RunningApp } from '../kit/app';
import { signIn } from '../kit/people';
import { speakFirst } from '../kit/proactive';
import { count, rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { until } from '../kit/until';
import { inBrowser } from './in-browser';

let server: RunningApp;

/** Proactive messages obey objection, consent and restriction; whoever said no is not spoken to unasked. */
describe('P15 being spoken to first', () => {
  beforeAll(async () => {
    server = await startApp();
  });
  afterAll(() => server.stop());

  it('is not believed of a browser: for whoever objected, the server adds no words to the thread', async () => {
    const shop = await Shop.open(server, 'Alder');
    const shown = { id: await speakFirst(server, shop.team), language: 'en' };
    const system = (id: string) =>
      count(
        server,
        'message',
        "sender = 'system' AND kind = 'reply' AND conversation_id IN (SELECT id FROM conversation WHERE visitor_id = ?)",
        [id],
      );
    const comesBack = async (limit: () => Promise<unknown>) => {
      const ana = await shop.visitor();
      const { conversation } = await ana.say('Hello');
      await shop.does(conversation, 'closing');
      await limit.call(ana);
      await ana.act('message.send', { id: randomUUID(), body: 'Back', shown });
      return system(ana.id);
    };
    type Ana = Awaited<ReturnType<Shop['visitor']>>;
    const limits: Record<string, (this: Ana) => Promise<unknown>> = {
      nothing: () => Promise.resolve(),
      objection() {
        return this.call('POST', 'privacy/objections', { purpose: 'proactive', on: true });
      },
      restriction() {
        return this.call('POST', 'privacy/restriction', { on: true });
      },
      refusal() {
        return this.act('consent.choose', { granted: [] });
      },
    };
    const found: Record<string, number> = {};
    for (const [name, limit] of Object.entries(limits)) found[name] = await comesBack(limit as () => Promise<unknown>);
    expect(found).toEqual({ nothing: 1, objection: 0, restriction: 0, refusal: 0 });
  });

  inBrowser('on a website', () => {
    let stage: Stage;
    let businesses = 0;
    beforeAll(async () => {
      stage = await Stage.bare({ url: server.url, stop: () => Promise.resolve() });
    });
    afterAll(() => stage.strike());
    afterEach(() => stage.clear());
    const business = async (...messages: Parameters<typeof speakFirst>[2][]) => {
      await stage.furnish(server, { Ben: 'owner' }, `Birch-${++businesses}`);
      for (const message of messages) await speakFirst(server, stage.team, message);
    };
    const objections = () =>
      rowsOf<{ objections: string }>(server, 'SELECT objections FROM restriction WHERE workspace_id = ?', [
        stage.team.workspaceId,
      ]);

    it('ends with one click of whoever is not even known, and on their other devices once they are', async () => {
      await business({});
      const ana = await stage.visitor();
      const word = new FirstWord(ana.page);
      await word.button('No messages to me').click();
      await word.teaser.waitFor({ state: 'detached' });
      expect(await word.focused()).toBe('launcher');
      await ana.page.goto(stage.site!.address('/chairs'));
      expect(await word.isSaid()).toBe(false);
      // Kept in the browser by her own act, and nowhere else.
      expect(await ana.page.evaluate('Object.values(localStorage)')).toEqual(['{"quiet":true}']);
      expect(await count(server, 'visitor', 'workspace_id = ?', [stage.team.workspaceId])).toBe(0);

      await ana.writes('Hello');
      await until('the server knows of the objection', async () => (await objections()).length > 0);
      expect(await objections()).toEqual([{ objections: '["proactive"]' }]);
      await closed(stage);

      const elsewhere = await stage.page();
      const told = standingTold(elsewhere);
      await elsewhere.addInitScript(
        `localStorage['${await memoryKey(ana)}'] = JSON.stringify({ token: '${await tokenOf(ana)}' })`,
      );
      await elsewhere.goto(stage.site!.address());
      await told();
      expect(await new FirstWord(elsewhere).isSaid()).toBe(false);
    });

    it('ends at once on every page that is open, and may begin again when it is taken back', async () => {
      await business({});
      const ana = await stage.visitor();
      await ana.writes('Hello');
      await closed(stage);
      const second = await ana.page.context().newPage();
      await second.goto(stage.site!.address('/chairs'));
      const word = new FirstWord(second);
      // Known, and nothing goes on: spoken to again.
      await word.teaser.waitFor();

      await ana.panel.getByRole('button', { name: 'Privacy', exact: true }).click();
      const quiet = ana.panel.getByRole('switch', { name: 'No messages to me' });
      await quiet.check();
      await ana.panel.getByText('Your choice counts from now on.').waitFor();
      await word.teaser.waitFor({ state: 'detached' });
      await until('it is on record', async () => (await objections()).length > 0);
      const told = standingTold(second);
      await second.goto(stage.site!.address('/tables'));
      await told();
      expect(await word.isSaid()).toBe(false);

      await quiet.uncheck();
      await until('it is taken back', async () => (await objections())[0]?.objections === '[]');
      await second.goto(stage.site!.address('/benches'));
      await word.teaser.waitFor();
    });

    it('forgets at once what was remembered, when consent is withdrawn, and says nothing more', async () => {
      await business({ pauseDays: 7, trigger: 'return' }, {});
      const page = await stage.page();
      await page.addInitScript(
        "window.Parlour = (...command) => (Parlour.q ??= []).push(command); if (!location.hash) Parlour('consent', { personalisation: true });",
      );
      await page.goto(stage.site!.address());
      const word = new FirstWord(page);
      await word.teaser.waitFor();
      expect(await word.recalled()).toMatchObject({ visits: 1 });
      await page.evaluate("Parlour('consent', { personalisation: false })");
      await word.teaser.waitFor({ state: 'detached' });
      expect(await word.kept()).toEqual([]);
    });

    it('remembers nothing under Global Privacy Control, whatever a banner says', async () => {
      await business({ pauseDays: 7 });
      const page = await stage.page();
      await page.addInitScript(
        `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });
         window.Parlour = (...command) => (Parlour.q ??= []).push(command); Parlour('consent', { personalisation: true });`,
      );
      await page.goto(stage.site!.address());
      const word = new FirstWord(page);
      expect(await word.isSaid()).toBe(false);
      expect(await word.kept()).toEqual([]);
    });

    it('waits for the server’s word on a user whom the website vouches for', async () => {
      await business({});
      const page = await stage.page();
      await page.addInitScript(
        "window.Parlour = (...command) => (Parlour.q ??= []).push(command); Parlour('identify', 'a.b.c');",
      );
      await page.goto(stage.site!.address());
      expect(await new FirstWord(page).isSaid()).toBe(false);
    });
  });
});

const memoryKey = ({ page }: Visitor) => page.evaluate('Object.keys(localStorage)[0]') as Promise<string>;
const tokenOf = ({ page }: Visitor) => page.evaluate('JSON.parse(Object.values(localStorage)[0]).token') as Promise<string>;

/** Closes every conversation, as Ben would. */
async function closed({ server: { url }, team: { workspaceId, people } }: Stage): Promise<void> {
  const ben = await signIn({ url }, people.Ben!);
  for (const { id } of await rowsOf<{ id: string }>(server, 'SELECT id FROM conversation WHERE workspace_id = ?', [workspaceId]))
    expect((await ben.post(`/inbox/conversations/${id}/closing`)).status).toBe(303);
}
