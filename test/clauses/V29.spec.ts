import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';

/** The operator is a processor of the workspaces' visitors: a request that reaches it goes to the workspace, which decides. */
describe('V29 the operator', () => {
  let server: RunningApp;
  let operator: Shop;
  let shop: Shop;
  let id: string;

  beforeAll(async () => {
    server = await startApp();
    operator = await Shop.open(server, 'Operator');
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    const browser = new Browser(server.url);
    const email = `ana${Date.now()}@example.com`;
    const { location } = await browser.post('/privacy/operator/request', { kind: 'erasure', email, body: 'I chatted at Alder.' });
    const [{ secret }] = await rowsOf<{ secret: string }>(server, 'SELECT secret FROM mail WHERE recipient = ?', [email]);
    await browser.post(`${location}/proof`, { code: secret });
    [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM privacy_case WHERE email = ?', [email]);
  });
  const olu = () => operator.browser('Olu');
  const decide = async (what: string, fields: Record<string, string> = {}) =>
    (await (await olu()).post(`/privacy/cases/${id}/${what}`, fields)).status;
  const row = async () =>
    (
      await rowsOf<{ state: string; workspace_id: string; controller: string; received_at: number; due_at: number }>(
        server,
        'SELECT * FROM privacy_case WHERE id = ?',
        [id],
      )
    )[0];

  it.each(['approval', 'refusal', 'extension', 'hold'])(
    'cannot decide what is about a visitor, even before it is passed on: %s',
    async (what) => {
      expect(await decide(what, { words: 'Yes.', ...(what === 'refusal' && { reason: 'unfounded' }) })).toBe(403);
      expect((await row()).state).toBe('verified');
    },
  );

  it('passes it on: the clock goes on, the workspace sees it, the operator does not any more', async () => {
    const before = await row();
    expect(await decide('forwarding', { to: shop.workspaceId })).toBe(303);
    const after = await row();
    expect(after).toMatchObject({
      workspace_id: shop.workspaceId,
      controller: 'workspace',
      received_at: before.received_at,
      due_at: before.due_at,
    });
    expect((await (await shop.browser('Olu')).get(`/privacy/cases/${id}`)).text).toContain('I chatted at Alder.');
    expect((await (await olu()).get(`/privacy/cases/${id}`)).status).toBe(404);
    const acts = await rowsOf<{ action: string }>(server, 'SELECT action FROM audit_entry WHERE target = ? ORDER BY id', [id]);
    expect(acts.map(({ action }) => action)).toContain('case.forwarded');
  });

  it.each([
    'approval',
    'refusal',
    'extension',
    'hold',
    'continuation',
    'vouching',
    'duplicate',
    'notes',
    'lifting',
    'correction',
    'opening',
    'forwarding',
  ])('cannot decide a workspace’s case, nor look into it: %s', async (what) => {
    await decide('forwarding', { to: shop.workspaceId });
    const before = await row();
    const fields = { words: 'Yes.', reason: 'unfounded', of: id, to: operator.workspaceId, message: 'a'.repeat(26) };
    expect(await decide(what, fields)).toBe(404);
    expect(await row()).toEqual(before);
  });

  it('decides about accounts, and a workspace does not', async () => {
    await (await shop.browser('Ben')).post('/settings/privacy/words', { kind: 'rectification', body: 'My name is wrong.' });
    const [{ id: own }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM privacy_case WHERE subject_id = ?', [
      shop.team.people.Ben!.id,
    ]);
    expect((await (await shop.browser('Olu')).post(`/privacy/cases/${own}/approval`, { words: '' })).status).toBe(404);
    expect((await (await olu()).post(`/privacy/cases/${own}/approval`, { words: '' })).status).toBe(303);
  });
});
