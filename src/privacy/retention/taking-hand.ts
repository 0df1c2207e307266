import type { Database } from '../../database/database';
import type { SqlValue, Transaction } from '../../database/transaction';
import { Pace } from '../erasure/pace';
import { emptyOf } from '../erasure/row-eraser';
import type { RecordKind } from '../data-map/data-map.service';
import type { RowWatch } from '../erasure/row-watch.service';
import { asEntity, type HeldRow } from '../held/held-rows.service';
import { columnOf } from '../held/selection';
import { addTo } from './counting-hand';
import type { Batch, Hand, KeptBecause, Taken } from './purge.types';

/** Rows that are looked for at once; they are taken a few at a time. */
const lookedFor = 200;

/**
 * Takes what is past its time: a few rows in each transaction, with rests in between, so that nobody who chats waits behind it. What was
 * taken is counted in the same transaction: a process that is killed goes on later, and counts nothing twice.
 */
export class TakingHand implements Hand {
  readonly onlyCounts = false;
  readonly kept: Record<KeptBecause, Set<string>> = { hold: new Set(), restriction: new Set() };
  /** Tables of which something was taken now. */
  readonly tables = new Set<string>();
  private readonly paces = new Map<string, Pace>();

  constructor(
    private readonly database: Database,
    private readonly watch: RowWatch,
    private readonly run: { id: string; workspaceId: string },
    /** Throws when the server is about to stop. */
    private readonly goesOn: () => void,
  ) {}

  keeps(because: KeptBecause, personIds: readonly string[]): void {
    for (const id of personIds) this.kept[because].add(id);
  }

  async cut({ name }: RecordKind, workspaceId: string, place: number): Promise<void> {
    for (const { cut } of this.watch.of(name)) await cut?.(workspaceId, place);
  }

  async take(batch: Batch): Promise<void> {
    const { kind, where, values } = batch;
    const pace = this.paces.get(kind.table) ?? new Pace();
    this.paces.set(kind.table, pace);
    const watchers = this.watch.of(kind.name);
    const hasFiles = watchers.some(({ remove }) => remove);
    const person = { workspaceId: this.run.workspaceId, kind: 'visitor', id: '' } as const;
    const keys = kind.key.map((property) => columnOf(kind, property)).join(', ');
    const what = hasFiles ? '*' : keys;
    for (;;) {
      this.goesOn();
      const sql = `SELECT ${what} FROM ${kind.table} WHERE ${where} LIMIT ${lookedFor}`;
      const rows = await this.database.query<HeldRow>(sql, values);
      let total = 0;
      for (let from = 0, size = pace.batch; from < rows.length; from += size, size = pace.batch) {
        const some = rows.slice(from, from + size);
        // First the bytes, then the rows: a process that is killed in between finds them by the rows.
        if (hasFiles)
          for (const { remove } of watchers)
            await remove?.(
              some.map((row) => asEntity(kind, row)),
              person,
            );
        const asked = performance.now();
        const { taken, begun } = await this.database.maintain(async (tx) => {
          const begun = performance.now();
          const taken = await this.takeRows(tx, batch, some);
          if (taken) await this.note(tx, batch, taken);
          return { taken, begun };
        });
        total += taken;
        await pace.rest(performance.now() - begun, begun - asked);
        this.goesOn();
      }
      if (!total) return;
      this.tables.add(kind.table);
      if (rows.length < lookedFor) return;
    }
  }

  /** Of these rows those that are still past their time: something may have changed since they were looked for. */
  private async takeRows(tx: Transaction, { kind, where, values, empties }: Batch, rows: readonly HeldRow[]): Promise<number> {
    const keys = kind.key.map((property) => columnOf(kind, property));
    const marks = rows.map(() => `(${keys.map(() => '?').join(', ')})`).join(', ');
    const named = `(${keys.join(', ')}) IN (${this.database.isPostgres || keys.length === 1 ? marks : `VALUES ${marks}`})`;
    const theirs = rows.flatMap((row) => keys.map((key) => row[key] as SqlValue));
    const still = `${named} AND ${where}`;
    if (empties) {
      const empty = empties.map((property) => `${columnOf(kind, property)} = ${emptyOf(kind, property)}`).join(', ');
      return (await tx.run(`UPDATE ${kind.table} SET ${empty} WHERE ${still} RETURNING 1 AS one`, [...theirs, ...values])).length;
    }
    const watchers = this.watch.of(kind.name).filter(({ within, expired }) => within ?? expired);
    if (watchers.length) {
      const lock = this.database.isPostgres ? ' FOR UPDATE' : '';
      const sure = await tx.run<HeldRow>(`SELECT * FROM ${kind.table} WHERE ${still}${lock}`, [...theirs, ...values]);
      const person = { workspaceId: this.run.workspaceId, kind: 'visitor', id: '' } as const;
      const gone = sure.map((row) => asEntity(kind, row));
      for (const { within, expired } of gone.length ? watchers : []) {
        await within?.(tx, gone, person);
        await expired?.(tx, gone);
      }
    }
    return (await tx.run(`DELETE FROM ${kind.table} WHERE ${still} RETURNING 1 AS one`, [...theirs, ...values])).length;
  }

  private async note(tx: Transaction, { line, kind }: Batch, count: number): Promise<void> {
    const [row] = await tx.run<{ taken: string }>('SELECT taken FROM retention_run WHERE id = ?', [this.run.id]);
    const taken = JSON.parse(row.taken) as Taken;
    addTo(taken, line, kind.table, count);
    await tx.run('UPDATE retention_run SET taken = ? WHERE id = ?', [JSON.stringify(taken), this.run.id]);
  }
}
