import type { Database } from '../../database/database';
import type { Batch, Hand, KeptBecause, Taken } from './purge.types';

/** Counts what a purge would take. */
export class CountingHand implements Hand {
  readonly onlyCounts = true;
  readonly taken: Taken = {};
  readonly kept: Record<KeptBecause, Set<string>> = { hold: new Set(), restriction: new Set() };

  constructor(private readonly database: Database) {}

  async take({ line, kind, where, values }: Batch): Promise<void> {
    const sql = `SELECT count(*) AS total FROM ${kind.table} WHERE ${where}`;
    const [{ total }] = await this.database.query<{ total: number | string }>(sql, values);
    addTo(this.taken, line, kind.table, Number(total));
  }

  counts(line: Batch['line'], table: string, count: number): void {
    addTo(this.taken, line, table, count);
  }

  keeps(because: KeptBecause, personIds: readonly string[]): void {
    for (const id of personIds) this.kept[because].add(id);
  }
}

export function addTo(taken: Taken, line: Batch['line'], table: string, count: number): void {
  if (!count) return;
  const tables = (taken[line] ??= {});
  tables[table] = (tables[table] ?? 0) + count;
}
