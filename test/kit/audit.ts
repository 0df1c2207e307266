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

/** Somebody who has the database in their hands, and takes its guards away first. */
export async function tamper({ app }: RunningApp, ...statements: string[]): Promise<void> {
  const { writer } = app.get<Connections>(CONNECTIONS);
  const postgres = writer.options.type === 'postgres';
  const tables = ['audit_entry', 'audit_checkpoint', 'audit_chain'];
  if (postgres) for (const table of tables) await writer.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  const guards = postgres
    ? []
    : ((await writer.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")) as {
        name: string;
        sql: string;
      }[]);
  for (const { name } of guards) await writer.query(`DROP TRIGGER ${name}`);
  for (const statement of statements) await writer.query(statement);
  for (const { sql } of guards) await writer.query(sql);
  if (postgres) for (const table of tables) await writer.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}
