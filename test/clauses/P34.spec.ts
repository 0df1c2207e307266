import { OutboxService } from '../../src/outbox/outbox.service';
import { startApp, type RunningApp } from '../kit/app';
import { count, rowsOf } from '../kit/rows';
import { moveClock, Shop } from '../kit/shop';
import { until } from '../kit/until';

const hour = 3_600_000;

/** The service is not for children: what a child left is locked at once, and erased fast. */
describe('P34 children', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    shop = await Shop.open(server, `Alder${Date.now()}`);
  });
  async function child() {
    const eva = await shop.visitor();
    const { conversation } = await eva.say('I am nine and I like Coimbra');
    await shop.does(conversation, 'child');
    const [one] = await rowsOf<{ id: string; state: string; expedited: unknown; due_at: number; received_at: number }>(
      server,
      'SELECT * FROM privacy_case WHERE subject_id = ?',
      [eva.id],
    );
    return { eva, conversation, one };
  }

  it('are locked at once: not found, not changed, not passed on', async () => {
    const { eva, conversation } = await child();
    const ben = await shop.browser('Ben');
    expect((await ben.get('/inbox/search?q=Coimbra')).text).not.toContain(conversation);
    expect((await ben.post(`/inbox/conversations/${conversation}/tags`, { name: 'child' })).status).toBe(409);
    const [{ restricted }] = await rowsOf<{ restricted: unknown }>(
      server,
      'SELECT restricted FROM restriction WHERE subject_id = ?',
      [eva.id],
    );
    expect(Boolean(restricted)).toBe(true);
  });

  it('have a case of their own that waits for nobody’s month', async () => {
    const { one } = await child();
    expect([Boolean(one.expedited), one.state, (Number(one.due_at) - Number(one.received_at)) / hour]).toEqual([
      true,
      'verified',
      72,
    ]);
    const { text } = await (await shop.browser('Olu')).get('/privacy/cases');
    expect(text).toContain('Child: at once');
  });

  it('are flagged once, however often it is said', async () => {
    const { eva, conversation } = await child();
    await shop.does(conversation, 'child');
    expect(await count(server, 'privacy_case', 'subject_id = ?', [eva.id])).toBe(1);
  });

  it('are erased when somebody approves', async () => {
    const { eva, one } = await child();
    await (await shop.browser('Olu')).post(`/privacy/cases/${one.id}/approval`, { words: '' });
    await until('everything is gone', async () => !(await count(server, 'visitor', 'id = ?', [eva.id])));
    expect(await count(server, 'message', "workspace_id = ? AND body LIKE '%nine%'", [shop.workspaceId])).toBe(0);
  });

  it('stay if it was a mistake, and somebody says so', async () => {
    const { eva, one } = await child();
    await (
      await shop.browser('Olu')
    ).post(`/privacy/cases/${one.id}/refusal`, { reason: 'unfounded', words: 'A grown-up who joked.' });
    expect(await count(server, 'visitor', 'id = ?', [eva.id])).toBe(1);
  });

  it('are flagged by whoever answers, and by nobody who only looks', async () => {
    const eva = await shop.visitor();
    const { conversation } = await eva.say('Hello');
    expect((await (await shop.browser('Vera')).post(`/inbox/conversations/${conversation}/child`)).status).toBe(403);
    expect(await count(server, 'privacy_case', 'subject_id = ?', [eva.id])).toBe(0);
  });

  it('are erased within a day though nobody decides', async () => {
    const { eva } = await child();
    moveClock(server, 25 * hour);
    server.app.get(OutboxService, { strict: false }).wake();
    await until('everything is gone', async () => !(await count(server, 'visitor', 'id = ?', [eva.id])));
  });
});
