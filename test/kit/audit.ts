import { AuditService, type Act } from '../../src/audit/audit.service';
import { ChainCheck } from '../../src/audit/chain-check.service';
import type { ChainReport } from '../../src/audit/chain-reader';
import { Checkpoints } from '../../src/audit/checkpoints.service';
import { CONNECTIONS, Database, type Connections } from '../../src/database/database';
import type { RunningApp } from './app';

/** Somebody acts. */
export async function act(server: RunningApp, workspaceId: string | null, more: Partial<Act> = {}): Promise<void> {
  const one = { workspaceId, accountId: 'ana', action: 'notice.published', target: 'x', ...more };
  await server.app.get(Database).transaction((tx) => server.app.get(AuditService).record(tx, one));
}

export const checked = (server: RunningApp, chain: string): Promise<ChainReport> => server.app.get(ChainCheck).check(chain);
export const sign = (server: RunningApp, chain: string) => server.app.get(Checkpoints).issue(chain, 'asked');

/** Somebody who has the database in their hands, and takes its guards away first. In one transaction: on SQLite all share a connection. */
export async function tamper({ app }: RunningApp, ...statements: string[]): Promise<void> {
  const { writer } = app.get<Connections>(CONNECTIONS);
  const tables = ['audit_entry', 'audit_checkpoint', 'audit_chain'];
  await app.get(Database).transaction(async (tx) => {
    if (writer.options.type === 'postgres') {
      for (const table of tables) await tx.run(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      for (const statement of statements) await tx.run(statement);
      for (const table of tables) await tx.run(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      return;
    }
    const listed = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'";
    const guards = await tx.run<{ name: string; sql: string }>(listed);
    for (const { name } of guards) await tx.run(`DROP TRIGGER ${name}`);
    for (const statement of statements) await tx.run(statement);
    for (const { sql } of guards) await tx.run(sql);
  });
}
