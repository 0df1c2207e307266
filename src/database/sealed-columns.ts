import type { Secrets } from '../common/secrets';
import type { Database } from './database';

type Row = Record<string, string>;

/** A column with secrets in it. Whoever keeps some says so beside the entity, so that a rotation of keys finds them. */
export interface SealedColumn {
  table: string;
  /** Columns of the primary key. */
  key: readonly string[];
  column: string;
  /** What is in the column, with every secret in it given to `again` together with the place that it was sealed for. */
  again(row: Row, again: (place: string, sealed: string) => string): string;
}

const declared: SealedColumn[] = [];
export const sealedIn = (column: SealedColumn): void => void declared.push(column);
export const sealedColumns = (): readonly SealedColumn[] => declared;

const rowsAtOnce = 200;

/**
 * Seals everything anew that is not under the newest key. It can be broken off anywhere and begun again, and somebody may write
 * meanwhile: a row that changed since it was read is left to the next pass.
 * @returns how many rows were changed; after a pass with none there is nothing under an older key
 */
export async function sealAgain(
  database: Pick<Database, 'query' | 'transaction'>,
  secrets: Pick<Secrets, 'again'>,
  columns = sealedColumns(),
): Promise<number> {
  let changed = 0;
  for (const column of columns) {
    let rows: Row[] = [];
    do {
      rows = await nextRows(database, column, rows.at(-1));
      const fresh = rows
        .map((row) => ({ row, value: column.again(row, (place, sealed) => secrets.again(place, sealed)) }))
        .filter(({ row, value }) => value !== row[column.column]);
      if (fresh.length) await store(database, column, fresh);
      changed += fresh.length;
    } while (rows.length === rowsAtOnce);
  }
  return changed;
}

function nextRows(database: Pick<Database, 'query'>, { table, key, column }: SealedColumn, last?: Row): Promise<Row[]> {
  const names = key.join(', ');
  const after = last ? `WHERE (${names}) > (${key.map(() => '?').join(', ')})` : '';
  const sql = `SELECT ${names}, ${column} FROM ${table} ${after} ORDER BY ${names} LIMIT ${rowsAtOnce}`;
  return database.query<Row>(sql, last ? key.map((name) => last[name]) : []);
}

async function store(
  database: Pick<Database, 'transaction'>,
  { table, key, column }: SealedColumn,
  fresh: { row: Row; value: string }[],
): Promise<void> {
  const sql = `UPDATE ${table} SET ${column} = ? WHERE ${[...key, column].map((name) => `${name} = ?`).join(' AND ')}`;
  await database.transaction(async (tx) => {
    for (const { row, value } of fresh) await tx.run(sql, [value, ...key.map((name) => row[name]), row[column]]);
  });
}
