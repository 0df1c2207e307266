import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { DataMap, type RecordKind } from '../data-map/data-map.service';
import type { Person } from '../privacy.types';
import { Mentions } from './mentions';
import { orderOf } from './order';
import { PersonKeys } from './person-keys.service';
import { all, columnOf, leads, selectionOf, without, type HeldRowsOf, type Selection } from './selection';

/** A row by its properties, with the values that the entity would have. */
export type HeldRow = Record<string, unknown>;

/** Rows that are read at once. */
export const pageSize = 500;
/** A table without an index for the question is looked through by this many rows at a time, so that nobody waits behind it. */
const windowSize = 10_000;

/** All rows of one person, as the data map says whose rows are whose: counted, or read page by page. */
@Injectable()
export class HeldRows {
  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly keys: PersonKeys,
    private readonly mentions: Mentions,
  ) {}

  /** Where rows of a kind are found that are the person's; no row is found twice. */
  async of(kind: RecordKind, person: Person): Promise<HeldRowsOf[]> {
    const found: HeldRowsOf[] = [];
    for (const holding of kind.holdings.filter(({ subject }) => subject === person.kind)) {
      const keys = holding.key === 'mention' ? [] : await this.keys.of(person, holding);
      const selection =
        holding.key === 'mention'
          ? await this.mentions.of(kind, holding, person)
          : selectionOf(kind, holding, person, keys, (name) => this.map.kind(name));
      if (selection) found.push({ kind, holding, person, ...without(selection, found) });
    }
    return found;
  }

  async count(rows: HeldRowsOf): Promise<number> {
    let total = 0;
    for await (const part of this.windows(rows)) {
      const sql = `SELECT count(*) AS total FROM ${rows.kind.table} WHERE ${part.where}`;
      total += Number((await this.database.query<{ total: number | string }>(sql, part.values))[0].total);
    }
    return total;
  }

  /** Page by page: rows of a conversation in the order in which they came. */
  async *pages(rows: HeldRowsOf, size = pageSize): AsyncGenerator<HeldRow[]> {
    const { kind, holding, person } = rows;
    if (!holding.through) {
      for await (const part of this.windows(rows)) yield* this.keyset(kind, orderOf(kind, holding.by), part, size);
      return;
    }
    // By what they hang on: of each it is a range of an index, however many there are.
    const parent = this.map.kind(holding.through);
    const order = orderOf(kind, holding.by);
    for (const parents of await this.of(parent, person))
      for await (const page of this.pages(parents, size))
        for (const row of page) {
          const one = { where: `${columnOf(kind, holding.by)} = ?`, values: [row[parent.key[0]] as string] };
          yield* this.keyset(kind, order, all([one, rows]), size);
        }
  }

  private async *keyset(
    kind: RecordKind,
    order: readonly string[],
    { where, values }: Selection,
    size: number,
  ): AsyncGenerator<HeldRow[]> {
    const columns = order.map((property) => columnOf(kind, property));
    const after = ` AND (${columns.join(', ')}) > (${columns.map(() => '?').join(', ')})`;
    for (let last: HeldRow | undefined, full = true; full;) {
      const sql = `SELECT * FROM ${kind.table} WHERE ${where}${last ? after : ''} ORDER BY ${columns.join(', ')} LIMIT ${size}`;
      const from = last ? columns.map((column) => last![column] as string) : [];
      const found = await this.database.query<HeldRow>(sql, [...values, ...from]);
      last = found.at(-1);
      full = found.length === size;
      if (found.length) yield found.map((row) => asEntity(kind, row));
    }
  }

  /** The whole selection; or windows of it, where only the whole table could answer. */
  private async *windows(rows: HeldRowsOf): AsyncGenerator<Selection> {
    const { kind, holding } = rows;
    const indexed = holding.through || leads(kind, [holding.by]) || leads(kind, ['workspaceId', holding.by]);
    const [first] = kind.columns.filter(({ metadata }) => metadata.isGenerated);
    if (indexed || !first) return yield rows;
    const [{ last }] = await this.database.query<{ last: number | string | null }>(
      `SELECT max(${first.column}) AS last FROM ${kind.table}`,
    );
    for (let from = 0; from < Number(last); from += windowSize) {
      await new Promise(setImmediate);
      yield all([{ where: `${first.column} > ? AND ${first.column} <= ?`, values: [from, from + windowSize] }, rows]);
    }
  }
}

export function asEntity(kind: RecordKind, row: HeldRow): HeldRow {
  const made: HeldRow = {};
  for (const { property, column, metadata } of kind.columns) {
    const value = row[column];
    const { transformer, type } = metadata;
    if (transformer && !Array.isArray(transformer)) made[property] = transformer.from(value);
    else if (type === 'simple-json' && typeof value === 'string') made[property] = JSON.parse(value);
    else if (type === 'boolean') made[property] = value === null ? null : Boolean(value);
    else if (type === 'bigint' || type === 'integer') made[property] = value === null ? null : Number(value);
    else made[property] = value;
  }
  return made;
}
