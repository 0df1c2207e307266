import { existsSync } from 'node:fs';
import type { Settings } from '../config/settings';
import { databaseFile } from './connect';
import type { Database } from './database';
import { numbered, type SqlValue } from './transaction';

/** The database for reading with plain SQL alone: no migration runs, nothing is changed, and the server may run meanwhile. */
export async function openReading(settings: Settings): Promise<{ database: Database; close(): Promise<void> }> {
  if (settings.DATABASE_URL) {
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: settings.DATABASE_URL });
    await client.connect();
    await client.query('SET default_transaction_read_only = on');
    const query = async (sql: string, values: readonly SqlValue[] = []) => (await client.query(numbered(sql), [...values])).rows;
    return { database: { query, isPostgres: true } as unknown as Database, close: () => client.end() };
  }
  const file = databaseFile(settings);
  if (!existsSync(file)) throw new Error(`There is no database at ${file}. Set DATA_DIR or DATABASE_URL as the server has them.`);
  const { default: Sqlite } = await import('better-sqlite3');
  const handle = new Sqlite(file, { readonly: true });
  const query = async (sql: string, values: readonly SqlValue[] = []) => handle.prepare(sql).all(...values);
  return { database: { query, isPostgres: false } as unknown as Database, close: async () => void handle.close() };
}
