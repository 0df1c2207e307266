import { AuditService } from '../../../src/audit/audit.service';
import { newId } from '../../../src/common/ids';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { act, checked, sign, tamper } from '../../kit/audit';
import { rowsOf } from '../../kit/rows';

let server: RunningApp;
beforeAll(async () => void (server = await startApp()));
afterAll(() => server.stop());

/** A chain of its own, with seven acts. */
async function chain(): Promise<string> {
  const workspace = newId();
  for (let number = 1; number <= 7; number++) await act(server, workspace, { target: `t${number}` });
  return workspace;
}
const at = (workspace: string, place: number) => `WHERE chain = '${workspace}' AND place = ${place}`;

it('is whole as it was written, from the first act on', async () => {
  const workspace = await chain();
  expect(await checked(server, workspace)).toMatchObject({ entries: 7, through: 7, from: 0 });
  expect((await checked(server, workspace)).fault).toBeUndefined();
});

it.each<[string, (workspace: string) => string[], object]>([
  ['an act that was cut out', (of) => [`DELETE FROM audit_entry ${at(of, 3)}`], { place: 3, fault: 'missing' }],
  [
    'one that was cut out, with the numbers closed up',
    (of) => [
      `DELETE FROM audit_entry ${at(of, 3)}`,
      ...[4, 5, 6, 7].map((place) => `UPDATE audit_entry SET place = ${place - 1} ${at(of, place)}`),
    ],
    { place: 3, fault: 'missing' },
  ],
  ['another act', (of) => [`UPDATE audit_entry SET action = 'x.y' ${at(of, 2)}`], { place: 2, fault: 'changed' }],
  ['another actor', (of) => [`UPDATE audit_entry SET account_id = 'bo' ${at(of, 2)}`], { place: 2, fault: 'changed' }],
  ['no actor', (of) => [`UPDATE audit_entry SET account_id = NULL ${at(of, 2)}`], { place: 2, fault: 'changed' }],
  ['another target', (of) => [`UPDATE audit_entry SET target = 'y' ${at(of, 7)}`], { place: 7, fault: 'changed' }],
  ['another time', (of) => [`UPDATE audit_entry SET at = at + 1 ${at(of, 4)}`], { place: 4, fault: 'changed' }],
  ['other details', (of) => [`UPDATE audit_entry SET details = '{"a":1}' ${at(of, 4)}`], { place: 4, fault: 'changed' }],
  [
    'an act that was slipped in',
    (of) => [
      ...[7, 6, 5].map((place) => `UPDATE audit_entry SET place = ${place + 1} ${at(of, place)}`),
      `INSERT INTO audit_entry (id, workspace_id, account_id, action, target, details, at, chain, place, previous, hash)
       SELECT 'in-${of}', workspace_id, account_id, action, target, details, at, chain, 5, hash, hash FROM audit_entry ${at(of, 4)}`,
    ],
    { place: 5, fault: 'changed' },
  ],
  [
    'two that changed places',
    (of) => [
      `UPDATE audit_entry SET place = 100 ${at(of, 3)}`,
      `UPDATE audit_entry SET place = 3 ${at(of, 4)}`,
      `UPDATE audit_entry SET place = 4 ${at(of, 100)}`,
    ],
    { place: 3, fault: 'missing' },
  ],
  [
    'an end that was cut off',
    (of) => [`DELETE FROM audit_entry WHERE chain = '${of}' AND place > 5`],
    { place: 6, fault: 'end' },
  ],
  [
    'an end that was cut off, and told to be the end',
    (of) => [
      `DELETE FROM audit_entry WHERE chain = '${of}' AND place > 5`,
      `UPDATE audit_chain SET place = 5, hash = (SELECT hash FROM audit_entry ${at(of, 5)}) WHERE chain = '${of}'`,
    ],
    { place: 5, fault: 'end' },
  ],
])('finds %s', async (_, statements, fault) => {
  const workspace = await chain();
  await tamper(server, ...statements(workspace));
  expect((await checked(server, workspace)).fault).toEqual(fault);
  // What comes afterwards hides nothing.
  await act(server, workspace);
  expect((await checked(server, workspace)).fault).toBeDefined();
});

it('finds an end that was cut off after a checkpoint, even with a seal that fits', async () => {
  const workspace = await chain();
  const [early] = await rowsOf<{ place: number; hash: string; seal: string }>(
    server,
    'SELECT place, hash, seal FROM audit_chain WHERE chain = ?',
    [workspace],
  );
  await act(server, workspace);
  await sign(server, workspace);
  await tamper(
    server,
    `DELETE FROM audit_entry ${at(workspace, 8)}`,
    `UPDATE audit_chain SET place = ${early.place}, hash = '${early.hash}', seal = '${early.seal}' WHERE chain = '${workspace}'`,
  );
  expect((await checked(server, workspace)).fault).toEqual({ place: 8, fault: 'end' });
  // Taking the checkpoint away, too, does not help: its witness is not in the database.
  await tamper(server, `DELETE FROM audit_checkpoint WHERE chain = '${workspace}'`);
  expect((await checked(server, workspace)).fault).toEqual({ place: 8, fault: 'end' });
});

it('finds a checkpoint that somebody else wrote', async () => {
  const workspace = await chain();
  await sign(server, workspace);
  await tamper(
    server,
    `UPDATE audit_checkpoint SET document = replace(document, '"place":7', '"place":5') WHERE chain = '${workspace}'`,
  );
  expect((await checked(server, workspace)).fault).toEqual({ place: 5, fault: 'checkpoint' });
  await tamper(server, `UPDATE audit_checkpoint SET document = 'null' WHERE chain = '${workspace}'`);
  expect((await checked(server, workspace)).fault?.fault).toBe('checkpoint');
});

it('cannot be changed, cut or emptied by the server itself', async () => {
  const workspace = await chain();
  await sign(server, workspace);
  const write = (sql: string) => server.app.get(Database).transaction((tx) => tx.run(sql));
  for (const sql of [
    `UPDATE audit_entry SET target = 'y' ${at(workspace, 2)}`,
    `DELETE FROM audit_entry ${at(workspace, 7)}`,
    `DELETE FROM audit_entry WHERE chain = '${workspace}'`,
    `UPDATE audit_checkpoint SET place = 1 WHERE chain = '${workspace}'`,
    `DELETE FROM audit_checkpoint WHERE chain = '${workspace}'`,
    `DELETE FROM audit_chain WHERE chain = '${workspace}'`,
    ...(server.settings.DATABASE_URL
      ? ['TRUNCATE audit_entry', 'TRUNCATE audit_chain', 'TRUNCATE audit_checkpoint']
      : [`INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry ${at(workspace, 2)}`]),
  ])
    await expect([sql, await write(sql).catch((error: Error) => error.message)]).toEqual([
      sql,
      expect.stringContaining('audit.append_only'),
    ]);
  expect(await checked(server, workspace)).toMatchObject({ entries: 7 });
});

it('has each of a hundred acts that happen at once, and none that was taken back', async () => {
  const workspace = newId();
  const database = server.app.get(Database);
  const failing = Array.from({ length: 20 }, () =>
    database.transaction(async (tx) => {
      tx.beforeCommit(() => Promise.reject(new Error('taken back')));
      await tx.run("UPDATE setting SET value = value WHERE name = 'none'");
    }),
  );
  const acts = Array.from({ length: 100 }, (_, number) => act(server, workspace, { target: `t${number}` }));
  const both = database.transaction(async (tx) => {
    const audit = server.app.get(AuditService);
    const one = { accountId: null, action: 'notice.published', target: 'both' };
    await audit.record(tx, { ...one, workspaceId: workspace });
    await audit.record(tx, { ...one, workspaceId: null });
    await audit.record(tx, { ...one, workspaceId: workspace });
  });
  await Promise.all([...acts, both, ...failing.map((one) => expect(one).rejects.toThrow('taken back'))]);
  expect(await checked(server, workspace)).toMatchObject({ entries: 102, through: 102 });
  expect((await checked(server, workspace)).fault).toBeUndefined();
  expect((await checked(server, 'server')).fault).toBeUndefined();
});

it('goes on after an act that was taken back with its transaction', async () => {
  const workspace = await chain();
  const undone = server.app.get(Database).transaction(async (tx) => {
    await server.app
      .get(AuditService)
      .record(tx, { workspaceId: workspace, accountId: null, action: 'notice.published', target: 'x' });
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  await act(server, workspace);
  expect(await checked(server, workspace)).toMatchObject({ entries: 8, through: 8 });
});
