import { Database } from '../../src/database/database';
import type { RunningApp } from './app';

/** Rows by plain SQL. */
export function rowsOf<Row = Record<string, unknown>>(
  { app }: RunningApp,
  sql: string,
  values: (string | number)[] = [],
): Promise<Row[]> {
  return app.get(Database).query<Row>(sql, values);
}

export async function count(
  server: RunningApp,
  table: string,
  where = '1 = 1',
  values: (string | number)[] = [],
): Promise<number> {
  const [row] = await rowsOf<{ total: number | string }>(server, `SELECT count(*) AS total FROM ${table} WHERE ${where}`, values);
  return Number(row.total);
}
