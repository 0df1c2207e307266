import { startApp, type RunningApp } from '../kit/app';
import { count, rowsOf } from '../kit/rows';
import { moveClock, Shop } from '../kit/shop';
import { until } from '../kit/until';
import type { VisitorClient } from '../kit/visitor-client';
import { Holds } from '../../src/privacy/erasure/holds.service';
import { signIn } from '../kit/people';

const day = 86_400_000;

/** A legal hold: what has to stay stays, whoever asks, and it is said why and until when. */
describe('P18 legal holds', () => {
  let server: RunningApp;
  let shop: Shop;
  let ana: VisitorClient;

  beforeAll(async () => {
    server = await startApp();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    shop = await Shop.open(server, `Alder${Date.now()}`);
    ana = await shop.visitor();
    await ana.say('About the accident');
  });
  const put = async (more: Record<string, string> = {}) => {
    const fields = { person: ana.id, basis: 'claims', reason: 'Court of Porto, 12/26', until: '', ...more };
    return (await signIn(server, shop.team.people.Olu!)).post('/privacy/holds', fields);
  };
  const erase = () => ana.call('POST', 'privacy/requests', { kind: 'erasure', language: 'en' });

  it('keep somebody’s data from being erased by themselves, with the reason', async () => {
    expect((await put()).status).toBe(303);
    const { status, body } = await erase();
    expect([status, body.error?.code]).toEqual([409, 'erasure.held']);
    expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(1);
    expect(await count(server, 'privacy_case', 'subject_id = ?', [ana.id])).toBe(0);
    const [hold] = await rowsOf(server, 'SELECT basis, reason FROM legal_hold WHERE subject_id = ?', [ana.id]);
    expect(hold).toEqual({ basis: 'claims', reason: 'Court of Porto, 12/26' });
  });

  it('keep the desk from erasing it: the person is told that the law obliges us', async () => {
    const { id } = (await erase()).body as unknown as { id: string };
    expect(id).toBeDefined();
    const eva = await shop.visitor();
    const { conversation } = await eva.say('I am twelve');
    await shop.does(conversation, 'child');
    await (await shop.browser('Olu')).post('/privacy/holds', { person: eva.id, basis: 'obligation', reason: 'Tax', until: '' });
    const [child] = await rowsOf<{ id: string }>(server, 'SELECT id FROM privacy_case WHERE subject_id = ?', [eva.id]);
    await (await shop.browser('Olu')).post(`/privacy/cases/${child.id}/approval`, { words: '' });
    await until('it is refused', async () => {
      const [{ state }] = await rowsOf<{ state: string }>(server, 'SELECT state FROM privacy_case WHERE id = ?', [child.id]);
      return state === 'refused';
    });
    const { requests } = (await eva.call<{ requests: { letters: { body: string }[] }[] }>('GET', 'privacy')).body;
    expect(requests[0].letters[0].body).toContain('A law obliges us to keep this data (Art. 17(3)(b) GDPR)');
    expect(await count(server, 'visitor', 'id = ?', [eva.id])).toBe(1);
  });

  it('stand where purges ask, and end when they are lifted or over', async () => {
    const holds = server.app.get(Holds, { strict: false });
    const [today] = new Date(Date.now() + 3 * day).toISOString().split('T');
    await put({ until: today });
    expect(await holds.everybodyOf(shop.workspaceId)).toEqual([ana.id]);
    moveClock(server, 5 * day);
    expect(await holds.everybodyOf(shop.workspaceId)).toEqual([]);
    moveClock(server, -5 * day);
    const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM legal_hold WHERE subject_id = ?', [ana.id]);
    await (await signIn(server, shop.team.people.Olu!)).post(`/privacy/holds/${id}/lifting`);
    expect(await holds.everybodyOf(shop.workspaceId)).toEqual([]);
    expect((await erase()).status).toBe(201);
    await until('everything is gone', async () => !(await count(server, 'visitor', 'id = ?', [ana.id])));
    expect(await count(server, 'legal_hold', 'subject_id = ?', [ana.id])).toBe(0);
  });

  it.each([{ reason: '' }, { basis: 'habit' }, { until: '2020-01-01' }, { until: 'soon' }, { person: 'x' }])(
    'need a basis, a reason and a sound end: %p',
    async (more) => {
      expect((await put({ ...more } as never)).status).toBe(422);
      expect(await count(server, 'legal_hold', 'workspace_id = ?', [shop.workspaceId])).toBe(0);
    },
  );

  it('are put on by owners only, and on nobody else’s visitors', async () => {
    const fields = { person: ana.id, basis: 'claims', reason: 'Mine', until: '' };
    for (const person of ['Ben', 'Vera'] as const)
      expect((await (await shop.browser(person)).post('/privacy/holds', fields)).status).toBe(403);
    const other = await Shop.open(server, `Birch${Date.now()}`);
    expect((await (await other.browser('Olu')).post('/privacy/holds', fields)).status).toBe(404);
    expect(await count(server, 'legal_hold', 'subject_id = ?', [ana.id])).toBe(0);
  });
});
