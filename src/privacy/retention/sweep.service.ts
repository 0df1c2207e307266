import { Injectable } from '@nestjs/common';
import { agingsOf, type Aging } from '../../data-map/ages';
import { Database } from '../../database/database';
import { DataMap, type RecordKind } from '../data-map/data-map.service';
import { Holds } from '../erasure/holds.service';
import { all, columnOf, type Selection } from '../held/selection';
import { aged, held, isOwn, nameOf, not, ofScope, personsOf, restricted, type OwnAging } from './aging-sql';
import { agedOfLine, childrenOf, type Child } from './children';
import type { Hand, Scope } from './purge.types';
import { windowsOf } from './windows';

/** Rows that go with what hangs on them, taken together. */
const fewParents = 5;

/** A conversation that goes on, whose first messages are too old. */
const oldestLine = (conversation: RecordKind, message: RecordKind) =>
  `(SELECT ${nameOf(message, 'at')} FROM ${message.table} WHERE ${nameOf(message, 'conversationId')} = ${nameOf(conversation, 'id')}
    ORDER BY ${nameOf(message, 'position')} LIMIT 1)`;

/**
 * Finds everything whose time is over by one rule, and puts it into a hand that counts or takes. What is restricted or held is left out
 * by the very statement that takes; both hands get the same statements.
 */
@Injectable()
export class Sweep {
  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly holds: Holds,
  ) {}

  /** @param rules all that are in force there: a hand that only counts leaves to each what is its own */
  async run(scope: Scope, rules: readonly Scope[], hand: Hand): Promise<void> {
    for (const { kind, aging } of agedOfLine(this.map, scope.line)) {
      if (kind.name === 'Message') await this.threads(kind, aging, scope, rules, hand);
      else await this.rows(kind, aging, scope, rules, hand);
    }
  }

  /** Rows that go by themselves, with what hangs on them. */
  private async rows(kind: RecordKind, aging: OwnAging, scope: Scope, rules: readonly Scope[], hand: Hand): Promise<void> {
    if (aging.oldestFirst) return this.oldest(kind, aging, aging.oldestFirst, scope, hand);
    const children = aging.empties ? [] : childrenOf(this.map, kind, scope.line);
    const due = all([aged(this.map, kind, aging, scope.before), ofScope(this.map, kind, scope), this.without(kind, scope, hand)]);
    const start = aging.keyTellsTime ? scope.before : undefined;
    for await (const window of windowsOf(this.database, kind, start)) {
      const free = await this.free(kind, all([window, due]), scope, hand);
      if (!children.length) await hand.take({ ...scope, kind, ...all([window, due, free]), empties: aging.empties });
      else await this.withChildren(kind, children, all([due, free]), window, scope, rules, hand);
    }
  }

  /** Of rows that hang together only the oldest, up to the first that has to stay. */
  private async oldest(kind: RecordKind, aging: OwnAging, counter: string, scope: Scope, hand: Hand): Promise<void> {
    const due = all([aged(this.map, kind, aging, scope.before), ofScope(this.map, kind, scope)]);
    const place = nameOf(kind, counter);
    let stays: number | null = null;
    for await (const window of windowsOf(this.database, kind, scope.before)) {
      const kept = not(await this.free(kind, all([window, due]), scope, hand));
      if (kept) stays = await this.one(`min(${place})`, kind, all([window, due, kept]));
      if (stays !== null) break;
    }
    const before = stays === null ? due : all([due, { where: `${place} < ?`, values: [stays] }]);
    const last = await this.one(`max(${place})`, kind, before);
    if (last === null) return;
    await hand.cut?.(kind, scope.workspaceId, last);
    await hand.take({ ...scope, kind, ...before });
  }

  private async one(what: string, kind: RecordKind, { where, values }: Selection): Promise<number | null> {
    const [row] = await this.database.query<{ found: number | null }>(
      `SELECT ${what} AS found FROM ${kind.table} WHERE ${where}`,
      values,
    );
    return row.found;
  }

  private async withChildren(
    kind: RecordKind,
    children: readonly Child[],
    due: Selection,
    window: Selection,
    scope: Scope,
    rules: readonly Scope[],
    hand: Hand,
  ): Promise<void> {
    const found = await this.ids(kind, all([window, due]));
    // Each statement asks for them again: few at a time where it is asked often.
    const most = hand.onlyCounts ? found.length : fewParents;
    for (let from = 0; from < found.length; from += most) {
      const ids = found.slice(from, from + most);
      // Asked anew in each statement: somebody may write at this very moment.
      const still = all([{ where: `${nameOf(kind, kind.key[0])} IN (${marks(ids)})`, values: ids }, due]);
      for (const child of children) {
        const parents = `SELECT ${nameOf(kind, child.parentKey)} FROM ${kind.table} WHERE ${still.where}`;
        const theirs = { where: `${nameOf(child.kind, child.by)} IN (${parents})`, values: still.values };
        await hand.take({ ...scope, kind: child.kind, ...all([theirs, this.leftFor(child.kind, scope, rules, hand)]) });
      }
      await hand.take({ ...scope, kind, ...all([still, hand.onlyCounts ? undefined : alone(kind, children)]) });
    }
  }

  /** Old messages of conversations that go on. */
  private async threads(message: RecordKind, aging: OwnAging, scope: Scope, rules: readonly Scope[], hand: Hand): Promise<void> {
    const conversation = this.map.kind('Conversation');
    const going = all([
      ofScope(this.map, conversation, scope),
      {
        where: `${nameOf(conversation, 'lastAt')} >= ? AND ${oldestLine(conversation, message)} < ?`,
        values: [scope.before, scope.before],
      },
    ]);
    for await (const window of windowsOf(this.database, conversation, scope.before)) {
      const free = await this.free(conversation, all([window, going]), scope, hand);
      for (const id of await this.ids(conversation, all([window, going, free]))) {
        const here = {
          where: `${nameOf(message, 'conversationId')} = ? AND EXISTS (SELECT 1 FROM ${conversation.table}
            WHERE ${all([{ where: `${nameOf(conversation, 'id')} = ?`, values: [] }, free]).where})`,
          values: [id, id, ...(free?.values ?? [])],
        };
        const old = all([here, aged(this.map, message, aging, scope.before)]);
        for (const child of childrenOf(this.map, message, scope.line)) {
          const pairs = Object.entries(child.all);
          const parents = `SELECT 1 FROM ${message.table} WHERE ${old.where} AND ${pairs
            .map(([theirs, own]) => `${nameOf(message, theirs)} = ${nameOf(child.kind, own)}`)
            .join(' AND ')}`;
          const own = `${nameOf(child.kind, 'conversationId')} = ? AND EXISTS (${parents})`;
          const mine = all([{ where: own, values: [id, ...old.values] }, this.leftFor(child.kind, scope, rules, hand)]);
          await hand.take({ ...scope, kind: child.kind, ...mine });
        }
        await hand.take({ ...scope, kind: message, ...old });
      }
    }
  }

  /** A visitor stays as long as there is a conversation of theirs that is not over. */
  private without(kind: RecordKind, { line, before }: Scope, hand: Hand): Selection | undefined {
    if (kind.name !== 'Visitor' || line !== 'messages') return undefined;
    const conversation = this.map.kind('Conversation');
    const other = `EXISTS (SELECT 1 FROM ${conversation.table} WHERE ${nameOf(conversation, 'visitorId')} = ${nameOf(kind, 'id')}`;
    if (!hand.onlyCounts) return { where: `NOT ${other})`, values: [] };
    return { where: `NOT ${other} AND ${nameOf(conversation, 'lastAt')} >= ?)`, values: [before] };
  }

  /** What another rule takes before; where it did, there is nothing of it any more. */
  private leftFor(kind: RecordKind, scope: Scope, rules: readonly Scope[], hand: Hand): Selection | undefined {
    if (!hand.onlyCounts) return undefined;
    const others = agingsFor(kind).filter(
      (aging): aging is OwnAging => isOwn(aging) && !aging.empties && aging.line !== scope.line,
    );
    const parts = others.flatMap((aging) => {
      const rule = rules.find(
        ({ line, websiteId }) => line === aging.line && (websiteId === null || websiteId === scope.websiteId),
      );
      return rule ? [not(aged(this.map, kind, aging, rule.before))!] : [];
    });
    return parts.length ? all(parts) : undefined;
  }

  /** The condition that a row may be touched at all; tells the hand whose may not. */
  private async free(kind: RecordKind, due: Selection, { workspaceId }: Scope, hand: Hand): Promise<Selection | undefined> {
    const persons = personsOf(this.map, kind);
    const reasons = [
      { because: 'hold', rows: held(persons, await this.holds.everybodyOf(workspaceId)) },
      { because: 'restriction', rows: restricted(persons, workspaceId) },
    ] as const;
    for (const { because, rows } of reasons)
      for (const person of rows ? persons : []) {
        const { where, values } = all([due, rows]);
        const found = await this.database.query<{ id: string | null }>(
          `SELECT DISTINCT ${person} AS id FROM ${kind.table} WHERE ${where}`,
          values,
        );
        hand.keeps(
          because,
          found.flatMap(({ id }) => id ?? []),
        );
      }
    const parts = reasons.flatMap(({ rows }) => not(rows) ?? []);
    return parts.length ? all(parts) : undefined;
  }

  private async ids(kind: RecordKind, { where, values }: Selection): Promise<string[]> {
    const sql = `SELECT ${columnOf(kind, kind.key[0])} AS id FROM ${kind.table} WHERE ${where}`;
    return (await this.database.query<{ id: string }>(sql, values)).map(({ id }) => id);
  }
}

/** No row goes before what hangs on it: something may have come this very moment. */
const alone = (kind: RecordKind, children: readonly Child[]): Selection => ({
  where: children
    .map(
      ({ kind: child, by, parentKey }) =>
        `NOT EXISTS (SELECT 1 FROM ${child.table} WHERE ${nameOf(child, by)} = ${nameOf(kind, parentKey)})`,
    )
    .join(' AND '),
  values: [],
});

const agingsFor = ({ entity }: RecordKind): readonly Aging[] => agingsOf(entity);
const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
