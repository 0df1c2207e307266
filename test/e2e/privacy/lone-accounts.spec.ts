import { Database } from '../../../src/database/database';
import { NightlyPurge } from '../../../src/privacy/retention/nightly.service';
import { LoneAccounts } from '../../../src/privacy/retention/lone-accounts.service';
import { LegalHolds } from '../../../src/privacy/holds/legal-holds.service';
import { StandingService } from '../../../src/privacy/standing.service';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { day, keepFor, purge, purgeOf, takenBy } from '../../kit/retention';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import { identityOf } from '../../kit/people';
import { until } from '../../kit/until';

let server: RunningApp;
let operator: Shop;
let alder: Shop;
beforeEach(async () => {
  server = await startApp();
  operator = await Shop.open(server, 'Operator');
  alder = await Shop.open(server, 'Alder');
});
afterEach(() => server.stop());

const get = <Service>(service: new (...all: never[]) => Service) => server.app.get(service, { strict: false });
const leaves = (accountId: string) =>
  get(Database).transaction(async (tx) => void (await tx.run('DELETE FROM member WHERE account_id = ?', [accountId])));
const note = () => get(LoneAccounts).note();
const idOf = (shop: Shop, name: 'Olu' | 'Ben' | 'Vera') => shop.as(name).account.id;
const isHere = async (id: string) => (await count(server, 'account', 'id = ?', [id])) === 1;
const dryRun = async (shop = operator) => (await purgeOf(server).dryRun(shop.workspaceId)).taken.accounts;

it('an account that belongs nowhere is erased when its time is over, with a certificate; the dry run said how many', async () => {
  const [ben, vera] = [idOf(alder, 'Ben'), idOf(alder, 'Vera')];
  await leaves(ben);
  await note();
  moveClock(server, 89 * day);
  await leaves(vera);
  await note();
  expect(await dryRun()).toBeUndefined();
  moveClock(server, 2 * day);
  expect(await dryRun()).toEqual({ account: 1 });
  // Accounts are the operator’s: another workspace neither counts nor takes one.
  expect(await dryRun(alder)).toBeUndefined();
  await purge(server, alder);
  expect(await isHere(ben)).toBe(true);
  expect(takenBy(await purge(server, operator)).accounts).toEqual({ account: 1 });
  await until('Ben is gone', async () => !(await isHere(ben)));
  expect([await isHere(vera), await isHere(idOf(alder, 'Olu'))]).toEqual([true, true]);
  const sql = "SELECT certificate FROM erasure WHERE subject_kind = 'account'";
  await until('there is a certificate', async () => !!(await rowsOf<{ certificate: string }>(server, sql))[0]?.certificate);
});

it('whoever belongs somewhere again is not alone any more', async () => {
  const ben = idOf(alder, 'Ben');
  await leaves(ben);
  await note();
  moveClock(server, 60 * day);
  const back = [operator.workspaceId, ben, 'agent', Date.now()];
  const sql = 'INSERT INTO member (workspace_id, account_id, role, joined_at) VALUES (?, ?, ?, ?)';
  await get(Database).transaction(async (tx) => void (await tx.run(sql, back)));
  await note();
  await leaves(ben);
  await note();
  moveClock(server, 60 * day);
  expect(await dryRun()).toBeUndefined();
});

it('is noted at night, by itself', async () => {
  await leaves(idOf(alder, 'Ben'));
  moveClock(server, 2 * day);
  expect(await get(NightlyPurge).look()).toBe(true);
  expect(await count(server, 'account', 'alone_since IS NOT NULL')).toBe(1);
});

it('who is under a hold, or asked that their data only be stored, stays', async () => {
  const [ben, vera] = [idOf(alder, 'Ben'), idOf(alder, 'Vera')];
  const held = { workspaceId: alder.workspaceId, kind: 'account' as const };
  await get(LegalHolds).put(alder.as('Olu'), { ...held, id: ben }, { basis: 'claims', reason: 'A lawsuit', until: null });
  await get(StandingService).restrict({ ...held, id: vera }, null);
  await Promise.all([leaves(ben), leaves(vera)]);
  await note();
  moveClock(server, 91 * day);
  const plan = await purgeOf(server).dryRun(operator.workspaceId);
  expect([plan.taken.accounts, plan.kept]).toEqual([undefined, { hold: 1, restriction: 1 }]);
  await purge(server, operator);
  expect([await isHere(ben), await isHere(vera)]).toEqual([true, true]);
});

it('its time is the operator’s to choose, stands in the notice for accounts, and is nobody else’s', async () => {
  const notice = async () => (await new Browser(server.url).get('/privacy/operator?language=en')).text;
  const olu = await operator.browser('Olu');
  await olu.post('/settings/identity/operator', { ...identityOf('Operator'), minimumAge: '16' });
  const said = async () => /Accounts that belong to no workspace any more[\s\S]{0,900}?(\d+ days)/.exec(await notice())?.[1];
  expect(await said()).toBe('90 days');
  await keepFor(server, operator, 'accounts', 30);
  expect(await said()).toBe('30 days');
  expect((await olu.get('/privacy/retention')).text).toContain('Accounts that belong to no workspace');
  const other = await alder.browser('Olu');
  expect((await other.get('/privacy/retention')).text).not.toContain('Accounts that belong to no workspace');
  expect((await other.get('/privacy/retention/accounts')).status).toBe(404);
  await expect(keepFor(server, alder, 'accounts', 1)).rejects.toMatchObject({ code: 'request.not_found' });
});
