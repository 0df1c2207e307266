import { readFileSync } from 'node:fs';
import { newId } from '../../../src/common/ids';
import { AuditNight } from '../../../src/audit/audit-night.service';
import { RestoredDatabase } from '../../../src/audit/restored-database.service';
import { witnessFile } from '../../../src/audit/checkpoint-witness.service';
import { Database } from '../../../src/database/database';
import { RowEraser } from '../../../src/privacy/erasure/row-eraser';
import { Purge } from '../../../src/privacy/retention/purge.service';
import { startApp, type RunningApp } from '../../kit/app';
import { act, checked, sign, tamper } from '../../kit/audit';
import { count, rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import { until } from '../../kit/until';

const day = 86_400_000;
const from = { address: '203.0.113.77', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
let server: RunningApp;
let shop: Shop;
beforeEach(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterEach(() => server.stop());

const purged = async () => {
  const id = await server.app.get(Purge).begin(shop.workspaceId, true);
  await until(
    'the purge is done',
    async () => (await rowsOf(server, "SELECT id FROM retention_run WHERE id = ? AND state = 'done'", [id])).length > 0,
  );
};

it('loses where somebody acted from with them, and stays whole', async () => {
  const ben = shop.as('Ben').account.id;
  await act(server, shop.workspaceId, { accountId: ben, from });
  expect(await rowsOf(server, 'SELECT network, country, device FROM audit_origin WHERE account_id = ?', [ben])).toContainEqual({
    network: '203.0.113.0/24',
    country: null,
    device: 'Firefox on Linux',
  });
  const person = { workspaceId: shop.workspaceId, kind: 'account', id: ben } as const;
  await server.app
    .get(Database)
    .transaction((tx) =>
      tx.run(
        "INSERT INTO erasure (id, workspace_id, subject_kind, subject_hash, state, at) VALUES ('e', ?, 'account', 'h', 'begun', 0)",
        [shop.workspaceId],
      ),
    );
  await server.app.get(RowEraser).eraseAll('e', person);
  expect(await count(server, 'audit_origin', 'account_id = ?', [ben])).toBe(0);
  const report = await checked(server, shop.workspaceId);
  expect(report.fault).toBeUndefined();
  expect(report.withoutOrigin).toBeGreaterThan(0);
});

it('is pruned from its oldest end on by retention, which leaves a signed word, and the rest verifies', async () => {
  for (let number = 0; number < 5; number++) await act(server, shop.workspaceId, { from });
  moveClock(server, 1_200 * day);
  await act(server, shop.workspaceId, { target: 'new' });
  await purged();
  const report = await checked(server, shop.workspaceId);
  expect(report.fault).toBeUndefined();
  expect(report.from).toBeGreaterThanOrEqual(5);
  expect(await count(server, 'audit_entry', 'chain = ? AND place <= ?', [shop.workspaceId, report.from])).toBe(0);
  expect(await count(server, 'audit_entry', "chain = ? AND target = 'new'", [shop.workspaceId])).toBe(1);
  expect(await count(server, 'audit_origin', 'workspace_id = ?', [shop.workspaceId])).toBe(0);
  // Whoever takes more than that is found.
  await tamper(server, `DELETE FROM audit_entry WHERE chain = '${shop.workspaceId}' AND place = ${report.from + 1}`);
  expect((await checked(server, shop.workspaceId)).fault).toBeDefined();
});

it('is pruned no further than to an act that has to stay', async () => {
  const held = newId();
  await act(server, shop.workspaceId, { target: 'first' });
  await act(server, shop.workspaceId, { target: held });
  await act(server, shop.workspaceId, { target: 'last' });
  await server.app
    .get(Database)
    .transaction((tx) =>
      tx.run(
        `INSERT INTO legal_hold (id, workspace_id, subject_kind, subject_id, basis, reason, set_by, at) VALUES (?, ?, 'visitor', ?, 'legal-claims', 'court', 'x', 0)`,
        [newId(), shop.workspaceId, held],
      ),
    );
  moveClock(server, 1_200 * day);
  await purged();
  const targets = (
    await rowsOf<{ target: string }>(server, 'SELECT target FROM audit_entry WHERE chain = ? ORDER BY place', [shop.workspaceId])
  ).map(({ target }) => target);
  expect(targets).toEqual(expect.arrayContaining([held, 'last']));
  expect(targets).not.toContain('first');
  expect((await checked(server, shop.workspaceId)).fault).toBeUndefined();
});

it('is checked and signed once a night, and a fault is an act, told once', async () => {
  const night = server.app.get(AuditNight);
  await act(server, shop.workspaceId);
  expect(await night.look()).toBe(false);
  moveClock(server, day);
  expect(await night.look()).toBe(true);
  expect(await night.look()).toBe(false);
  const [state] = await rowsOf<{ place: number; checked_place: number }>(
    server,
    'SELECT place, checked_place FROM audit_chain WHERE chain = ?',
    [shop.workspaceId],
  );
  expect(state.checked_place).toBe(state.place);
  expect(await count(server, 'audit_checkpoint', "chain = ? AND kind = 'daily'", [shop.workspaceId])).toBe(1);
  await tamper(server, `UPDATE audit_entry SET target = 'y' WHERE chain = '${shop.workspaceId}' AND place = 1`);
  for (let night_ = 0; night_ < 2; night_++) {
    moveClock(server, day);
    await night.look();
  }
  expect(await count(server, 'audit_entry', "chain = ? AND action = 'chain.broken'", [shop.workspaceId])).toBe(1);
  expect(await count(server, 'audit_checkpoint', "chain = ? AND kind = 'daily'", [shop.workspaceId])).toBe(1);
});

it('is noticed to be older than what was signed: a backup that was put back', async () => {
  await act(server, shop.workspaceId, { target: 'kept' });
  const [end] = await rowsOf<{ place: number; hash: string; seal: string }>(
    server,
    'SELECT place, hash, seal FROM audit_chain WHERE chain = ?',
    [shop.workspaceId],
  );
  await act(server, shop.workspaceId, { target: 'lost' });
  await sign(server, shop.workspaceId);
  expect(readFileSync(witnessFile(server.settings), 'utf8')).toContain(shop.workspaceId);
  await tamper(
    server,
    `DELETE FROM audit_entry WHERE chain = '${shop.workspaceId}' AND place > ${end.place}`,
    `DELETE FROM audit_checkpoint WHERE chain = '${shop.workspaceId}'`,
    `UPDATE audit_chain SET place = ${end.place}, hash = '${end.hash}', seal = '${end.seal}' WHERE chain = '${shop.workspaceId}'`,
  );
  await server.app.get(RestoredDatabase).look();
  await server.app.get(RestoredDatabase).look();
  expect(await count(server, 'audit_entry', "chain = ? AND action = 'backup.restored'", [shop.workspaceId])).toBe(1);
  expect((await checked(server, shop.workspaceId)).fault).toBeUndefined();
});
