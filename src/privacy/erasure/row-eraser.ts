import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { SqlValue, Transaction } from '../../database/transaction';
import { DataMap, type RecordKind } from '../data-map/data-map.service';
import { HeldRows, asEntity, type HeldRow } from '../held/held-rows.service';
import { columnOf, type HeldRowsOf } from '../held/selection';
import type { Person } from '../privacy.types';
import { Pace } from './pace';
import { RowWatch } from './row-watch.service';
import { Tally, type Counts } from './tally';

/** Rows that are looked for at once; they are taken in smaller batches. */
const readTogether = 100;

/** Takes a person's rows away, a few in each transaction; what was taken is counted in the same one. */
@Injectable()
export class RowEraser {
  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly rows: HeldRows,
    private readonly watch: RowWatch,
    private readonly tally: Tally,
  ) {}

  /** Everything that is held of them, from what hangs on other rows to their own row. @returns how many rows there were: 0 is the end */
  async eraseAll(erasureId: string, person: Person): Promise<number> {
    let total = 0;
    for (const kind of this.map.heldOf(person.kind))
      try {
        total += await this.eraseKind(erasureId, person, kind);
      } catch (error) {
        if (!(error instanceof MoreCame)) throw error;
        total += 1;
      }
    return total;
  }

  /** What had to name the person until everybody has answered names nobody from here on. */
  async unlinkLast(tx: Transaction, person: Person): Promise<void> {
    for (const kind of this.map.heldOf(person.kind))
      for (const { holding, where, values } of await this.rows.of(kind, person)) {
        if (holding.erased !== 'kept' || !holding.thenUnlinked) continue;
        await tx.run(
          `UPDATE ${kind.table} SET ${columnOf(kind, holding.by)} = ${emptyOf(kind, holding.by)} WHERE ${where}`,
          values,
        );
      }
  }

  private async eraseKind(erasureId: string, person: Person, kind: RecordKind): Promise<number> {
    const pace = new Pace();
    let total = 0;
    for (const { holding } of await this.rows.of(kind, person)) {
      if (holding.erased === 'kept') continue;
      for (;;) {
        const found = (await this.rows.of(kind, person)).find((one) => one.holding === holding);
        const rows = found ? await this.next(found) : [];
        if (!rows.length) break;
        for (let from = 0; from < rows.length;) {
          const batch = rows.slice(from, (from += pace.batch));
          const elsewhere = await this.removeElsewhere(person, kind, batch);
          const asked = performance.now();
          const { took, waited } = await this.database.maintain(async (tx) => {
            const begun = performance.now();
            const taken = await this.take(tx, person, found!, batch);
            await this.tally.add(tx, erasureId, { [tallyName(kind.table, holding.erased)]: taken, ...elsewhere });
            return { took: performance.now() - begun, waited: begun - asked };
          });
          await pace.rest(took, waited);
        }
        total += rows.length;
      }
    }
    return total;
  }

  /** No row goes before what hangs on it: an agent may write at this very moment. */
  private async refuseWithChildren(tx: Transaction, kind: RecordKind, batch: readonly HeldRow[]): Promise<void> {
    const ids = batch.map((row) => row[kind.key[0]] as SqlValue);
    for (const child of this.map.kinds)
      for (const { by, through, erased } of child.holdings) {
        if (through !== kind.name || erased !== 'deleted') continue;
        const column = columnOf(child, by);
        const sql = `SELECT 1 AS found FROM ${child.table} WHERE ${column} IN (${ids.map(() => '?').join(', ')}) LIMIT 1`;
        if ((await tx.run(sql, ids)).length) throw new MoreCame();
      }
  }

  private async next({ kind, where, values }: HeldRowsOf): Promise<HeldRow[]> {
    const rows = await this.database.query<HeldRow>(`SELECT * FROM ${kind.table} WHERE ${where} LIMIT ${readTogether}`, values);
    return rows.map((row) => asEntity(kind, row));
  }

  /** @returns store → how many went there */
  private async removeElsewhere(person: Person, kind: RecordKind, batch: readonly HeldRow[]): Promise<Counts> {
    const removed: Counts = {};
    for (const { remove } of this.watch.of(kind.name)) Object.assign(removed, await remove?.(batch, person));
    return removed;
  }

  private async take(tx: Transaction, person: Person, { kind, holding }: HeldRowsOf, batch: readonly HeldRow[]): Promise<number> {
    const keys = kind.key.map((property) => columnOf(kind, property));
    const rows = batch.map(() => `(${keys.map(() => '?').join(', ')})`).join(', ');
    const values = batch.flatMap((row) => kind.key.map((property) => row[property] as SqlValue));
    const which = `(${keys.join(', ')}) IN (${this.database.isPostgres || keys.length === 1 ? rows : `VALUES ${rows}`})`;
    for (const { within } of this.watch.of(kind.name)) await within?.(tx, batch, person);
    if (holding.erased === 'unlinked') {
      const empty = holding.empties.map((property) => `${columnOf(kind, property)} = ${emptyOf(kind, property)}`);
      return (await tx.run(`UPDATE ${kind.table} SET ${empty.join(', ')} WHERE ${which} RETURNING 1 AS one`, values)).length;
    }
    if (this.database.isPostgres) await tx.run(`SELECT 1 FROM ${kind.table} WHERE ${which} FOR UPDATE`, values);
    await this.refuseWithChildren(tx, kind, batch);
    return (await tx.run(`DELETE FROM ${kind.table} WHERE ${which} RETURNING 1 AS one`, values)).length;
  }
}

/** Something hangs on the row that came after it was looked for: another round takes that first. */
class MoreCame extends Error {}

/** Under which name rows of a table are counted. */
export const tallyName = (table: string, erased: 'deleted' | 'unlinked'): string =>
  erased === 'deleted' ? table : `${table}:unlinked`;

export function emptyOf(kind: RecordKind, property: string): string {
  const { metadata } = kind.columns.find((column) => column.property === property)!;
  if (metadata.isNullable) return 'NULL';
  if (metadata.type === 'simple-json') return "'[]'";
  return metadata.type === 'text' ? "''" : '0';
}
