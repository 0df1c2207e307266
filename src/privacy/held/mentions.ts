import { Injectable } from '@nestjs/common';
import type { Holding } from '../../data-map/held-of';
import { Database } from '../../database/database';
import { DataMap, type RecordKind } from '../data-map/data-map.service';
import type { Person } from '../privacy.types';
import { all, columnOf, selectionOf, type Selection } from './selection';

const pageSize = 500;
/** Rows named in one question to the database. What is more is found when it is asked again. */
const most = 2_000;

/** Finds rows in whose JSON an identifier of the person stands, or one of a row that is theirs: jobs and deliveries under way. */
@Injectable()
export class Mentions {
  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
  ) {}

  async of(kind: RecordKind, holding: Holding, person: Person): Promise<Selection | undefined> {
    const found: string[] = [];
    for await (const page of this.pages(kind, holding, person)) {
      const mentioned = new Map(page.map(({ id, text }) => [id, wordsOf(text)]));
      const mine = await this.mine(person, [...new Set([...mentioned.values()].flat())]);
      for (const [id, words] of mentioned) if (words.some((word) => mine.has(word))) found.push(id);
      if (found.length >= most) break;
    }
    return found.length ? { where: `${keyOf(kind)} IN (${found.map(() => '?').join(', ')})`, values: found } : undefined;
  }

  /** Which of the words are the person's: their identifier, or one of a row of theirs that others hang on. */
  private async mine(person: Person, words: readonly string[]): Promise<Set<string>> {
    const mine = new Set(words.filter((word) => word === person.id));
    const parents = this.map.kinds.flatMap(({ holdings }) =>
      holdings.filter(({ subject, through }) => subject === person.kind && through).map(({ through }) => through!),
    );
    for (const name of new Set(parents)) {
      const parent = this.map.kind(name);
      const [own] = parent.holdings.filter(({ subject, through, key }) => subject === person.kind && !through && !key);
      const theirs = own && selectionOf(parent, own, person, [person.id], (other) => this.map.kind(other));
      if (!theirs || !words.length) continue;
      const named = { where: `${keyOf(parent)} IN (${words.map(() => '?').join(', ')})`, values: [...words] };
      const { where, values } = all([named, theirs]);
      const sql = `SELECT ${keyOf(parent)} AS id FROM ${parent.table} WHERE ${where}`;
      for (const { id } of await this.database.query<{ id: string }>(sql, values)) mine.add(id);
    }
    return mine;
  }

  private async *pages(kind: RecordKind, { by }: Holding, { kind: who, workspaceId }: Person) {
    const key = keyOf(kind);
    const tenant = who === 'visitor' ? 'workspace_id = ? AND' : '';
    for (let last: string | undefined, full = true; full;) {
      const sql = `SELECT ${key} AS id, ${columnOf(kind, by)} AS text FROM ${kind.table} WHERE ${tenant} ${last === undefined ? '1 = 1' : `${key} > ?`} ORDER BY ${key} LIMIT ${pageSize}`;
      const values = [...(tenant ? [workspaceId] : []), ...(last === undefined ? [] : [last])];
      const page = await this.database.query<{ id: string; text: string }>(sql, values);
      last = page.at(-1)?.id;
      full = page.length === pageSize;
      yield page;
    }
  }
}

const keyOf = (kind: RecordKind) => columnOf(kind, kind.key[0]);

/** Every word of a JSON text; lists of identifiers are written with commas. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'string') words.push(...value.split(','));
    return value;
  });
  return words;
}
