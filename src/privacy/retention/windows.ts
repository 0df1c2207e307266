import { idsFrom } from '../../common/ids';
import type { Database } from '../../database/database';
import type { RecordKind } from '../data-map/data-map.service';
import type { Selection } from '../held/selection';
import { nameOf } from './aging-sql';

/** Rows that are looked at in one go: about a millisecond, so that nobody waits behind it. */
const windowSize = 500;

/**
 * Goes through a table by its key, a piece at a time, whatever an index knows of age: nobody pays for such an index while they chat.
 *
 * @param before where the key sorts by time, nothing made after it is looked at
 */
export async function* windowsOf(database: Database, kind: RecordKind, before?: number): AsyncGenerator<Selection> {
  if (kind.key.length > 1) return yield { where: '1 = 1', values: [] };
  const key = nameOf(kind, kind.key[0]);
  const end = before === undefined ? { where: '', values: [] } : { where: ` AND ${key} < ?`, values: [idsFrom(before)] };
  for (let from = ''; ;) {
    const sql = `SELECT ${key} AS id FROM ${kind.table} WHERE ${key} > ?${end.where} ORDER BY ${key} LIMIT 1 OFFSET ${windowSize - 1}`;
    const [last] = await database.query<{ id: string }>(sql, [from, ...end.values]);
    if (!last) return yield { where: `${key} > ?${end.where}`, values: [from, ...end.values] };
    yield { where: `${key} > ? AND ${key} <= ?`, values: [from, last.id] };
    from = last.id;
    await new Promise(setImmediate);
  }
}
