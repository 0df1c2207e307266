import { ConsentsService } from '../../../src/consent/consents.service';
import { startApp, type RunningApp } from '../../kit/app';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';

/** People with an account agree for themselves, where something that is switched on needs it. */
let spy: Spy;
let server: RunningApp;
let shop: Shop;
let shops = 0;

beforeAll(async () => {
  spy = await Spy.open();
  const of = (recipient: string, fields: string[]) => ({ recipient, basis: 'consent', consent: 'analytics', fields }) as const;
  spy.plugin('event-team', { privacy: of('Team Meter Ltd', ['account.name']) });
  spy.plugin('event-later', { privacy: of('Later Ltd', ['account.name']) });
  spy.plugin('event-visitors', { privacy: of('Visitor Meter Ltd', ['visitor.email']) });
  server = await startApp({ env: spy.env });
});
beforeEach(async () => void (shop = await Shop.open(server, `Alder${++shops}`)));
afterAll(async () => {
  await server.stop();
  await spy.close();
});

const path = '/you/choices';
const wordingIn = (text: string) => /name="wording" value="([0-9a-f]{64})"/.exec(text)![1];
const show = async (person: 'Olu' | 'Ben' | 'Vera' = 'Ben') => (await (await shop.browser(person)).get(path)).text;
const choose = async (fields: Record<string, string>, person: 'Olu' | 'Ben' | 'Vera' = 'Ben') =>
  (await shop.browser(person)).post(path, { wording: wordingIn(await show(person)), ...fields });
const receiptOf = (person: 'Olu' | 'Ben' | 'Vera') =>
  server.app.get(ConsentsService, { strict: false }).of({ workspaceId: shop.workspaceId, id: shop.as(person).account.id });

it('are asked nothing where nothing needs it, and nothing is in their menu', async () => {
  await spy.enable(server, shop, 'event-visitors');
  const text = await show();
  expect(text).toContain('Nothing that is switched on here needs your consent.');
  expect(text).not.toMatch(/name="wording"|Visitor Meter Ltd|href="\/you\/choices"/);
});

it('choose for themselves, whatever their role, and change it', async () => {
  await spy.enable(server, shop, 'event-team');
  const before = await show('Vera');
  expect(before).toContain('Team Meter Ltd');
  expect(before).toContain('Your choices: something new is asked');
  expect(before).not.toMatch(/name="analytics"[^>]* checked/);
  expect((await choose({ analytics: 'true', sharing: 'true' }, 'Vera')).status).toBe(303);
  expect(await show('Vera')).toMatch(/name="analytics"[^>]* checked/);
  expect(await receiptOf('Vera')).toMatchObject({ granted: ['analytics'], denied: false });
  expect(await receiptOf('Ben')).toBeUndefined();
  await choose({ answer: 'reject', analytics: 'true' }, 'Vera');
  expect(await receiptOf('Vera')).toMatchObject({ granted: [] });
  await choose({ answer: 'accept' }, 'Vera');
  expect(await receiptOf('Vera')).toMatchObject({ granted: ['analytics'] });
  const rows = await rowsOf(server, 'SELECT subject_kind, act FROM consent_receipt WHERE workspace_id = ? ORDER BY place', [
    shop.workspaceId,
  ]);
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual(['account given', 'account withdrawn', 'account given']);
});

it('are asked once more when somebody else would get data, and agreed to nobody new until then', async () => {
  await spy.enable(server, shop, 'event-team');
  await choose({ analytics: 'true' });
  expect(await show()).not.toContain('something new is asked');
  const old = wordingIn(await show());
  await spy.enable(server, shop, 'event-later');
  const text = await show();
  expect(text).toContain('Later Ltd');
  expect(text).toContain('something new is asked');
  expect(text).not.toMatch(/name="analytics"[^>]* checked/);
  const refused = await (await shop.browser('Ben')).post(path, { wording: old, analytics: 'true' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('has changed since you read it');
  expect(await count(server, 'consent_receipt', 'workspace_id = ?', [shop.workspaceId])).toBe(1);
});

it.each<Record<string, string>>([{ wording: '' }, { wording: 'x' }, { answer: 'perhaps' }, { analytics: 'maybe' }])(
  'keeps nothing of %j',
  async (fields) => {
    await spy.enable(server, shop, 'event-team');
    expect((await choose(fields)).status).toBe(422);
    expect(await receiptOf('Ben')).toBeUndefined();
  },
);
