import type { Aging } from '../../data-map/ages';
import type { DataMap, RecordKind } from '../data-map/data-map.service';
import { all, columnOf, type Selection } from '../held/selection';
import type { Scope } from './purge.types';

/** An aging of rows that grow old by themselves. */
export type OwnAging = Extract<Aging, { by: string }>;
export const isOwn = (aging: Aging): aging is OwnAging => typeof aging.by === 'string';

type Kinds = Pick<DataMap, 'kind' | 'kinds'>;

export const nameOf = (kind: RecordKind, property: string): string => `${kind.table}.${columnOf(kind, property)}`;
const has = (kind: RecordKind, property: string) => kind.columns.some((column) => column.property === property);

/** Whether a row's time is over, and there is something to take. */
export function aged(map: Kinds, kind: RecordKind, aging: OwnAging, before: number): Selection {
  const by = nameOf(kind, aging.by);
  const isDay = kind.columns.find(({ property }) => property === aging.by)!.metadata.type === 'text';
  const value = isDay ? new Date(before).toISOString().slice(0, 10) : before;
  return all([
    { where: `${by} < ?`, values: [value] },
    ...conditions(kind, aging),
    something(kind, aging),
    replaced(map, kind, aging),
  ]);
}

const conditions = (kind: RecordKind, { where = {} }: OwnAging): Selection[] =>
  Object.entries(where).map(([property, value]) => {
    const column = nameOf(kind, property);
    return value === null ? { where: `${column} IS NULL`, values: [] } : { where: `${column} = ?`, values: [value] };
  });

function something(kind: RecordKind, { empties }: OwnAging): Selection | undefined {
  if (!empties) return undefined;
  const full = kind.columns.filter(({ property, metadata }) => empties.includes(property) && metadata.isNullable);
  return { where: `(${full.map(({ property }) => `${nameOf(kind, property)} IS NOT NULL`).join(' OR ')})`, values: [] };
}

/** There is a newer one of the same person, or the person is not here any more. */
function replaced(map: Kinds, kind: RecordKind, { lastOf }: OwnAging): Selection | undefined {
  if (!lastOf) return undefined;
  const of = columnOf(kind, lastOf);
  const key = columnOf(kind, kind.key[0]);
  const newer = `EXISTS (SELECT 1 FROM ${kind.table} AS newer WHERE newer.workspace_id = ${kind.table}.workspace_id
    AND newer.${of} = ${kind.table}.${of} AND newer.${key} > ${kind.table}.${key})`;
  const here = map.kinds
    .filter(({ holdings }) => holdings.some(({ by, through }) => by === 'id' && !through))
    .map((person) => `EXISTS (SELECT 1 FROM ${person.table} WHERE ${nameOf(person, 'id')} = ${kind.table}.${of})`);
  return { where: `(${newer} OR NOT (${here.join(' OR ')}))`, values: [] };
}

/** The rows of a workspace, or of one of its websites: by themselves, by their visitor or by their conversation. */
export function ofScope(map: Kinds, kind: RecordKind, { workspaceId, websiteId }: Scope): Selection {
  const tenant = { where: `${nameOf(kind, 'workspaceId')} = ?`, values: [workspaceId] };
  if (websiteId === null) return tenant;
  if (has(kind, 'websiteId')) return all([tenant, { where: `${nameOf(kind, 'websiteId')} = ?`, values: [websiteId] }]);
  const [parent, by] = has(kind, 'conversationId')
    ? [map.kind('Conversation'), 'conversationId']
    : [map.kind('Visitor'), 'visitorId'];
  const where = `EXISTS (SELECT 1 FROM ${parent.table} WHERE ${nameOf(parent, 'id')} = ${nameOf(kind, by)} AND ${nameOf(parent, 'websiteId')} = ?)`;
  return all([tenant, { where, values: [websiteId] }]);
}

/** SQL for the identifiers of whose a row is. What visitors said is theirs, whoever of the team worked on it. */
export function personsOf(map: Kinds, kind: RecordKind): string[] {
  const found = new Set<string>();
  const ofVisitors = kind.holdings.filter(({ subject }) => subject === 'visitor');
  for (const { by, key, through } of ofVisitors.length ? ofVisitors : kind.holdings) {
    if (through) {
      const parent = map.kind(through);
      const [own] = parent.holdings.filter((holding) => holding.subject === 'visitor' && !holding.through && !holding.key);
      found.add(
        `(SELECT ${nameOf(parent, own.by)} FROM ${parent.table} WHERE ${nameOf(parent, parent.key[0])} = ${nameOf(kind, by)})`,
      );
    } else if (!key || key === 'id') found.add(nameOf(kind, by));
  }
  return [...found];
}

/** Rows of somebody who asked that their data be stored and nothing else (Art. 18 GDPR). */
export function restricted(persons: readonly string[], workspaceId: string): Selection | undefined {
  if (!persons.length) return undefined;
  const one = (person: string) =>
    `EXISTS (SELECT 1 FROM restriction WHERE restriction.subject_id = ${person} AND restriction.workspace_id = ? AND restriction.restricted IS TRUE)`;
  return { where: `(${persons.map(one).join(' OR ')})`, values: persons.map(() => workspaceId) };
}

/** Rows of somebody whose data has to stay. */
export function held(persons: readonly string[], ids: readonly string[]): Selection | undefined {
  if (!persons.length || !ids.length) return undefined;
  const marks = ids.map(() => '?').join(', ');
  return {
    where: `(${persons.map((person) => `COALESCE(${person}, '') IN (${marks})`).join(' OR ')})`,
    values: persons.flatMap(() => [...ids]),
  };
}

export const not = (selection: Selection | undefined): Selection | undefined =>
  selection && { where: `NOT (${selection.where})`, values: selection.values };
