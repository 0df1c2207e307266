import type { Condition, Holding } from '../../data-map/held-of';
import type { SqlValue } from '../../database/transaction';
import type { RecordKind } from '../data-map/data-map.service';
import type { Person } from '../privacy.types';

/** A condition on the rows of a table, with its values. */
export interface Selection {
  where: string;
  values: SqlValue[];
}
/** The rows of a kind that one holding finds. */
export interface HeldRowsOf extends Selection {
  kind: RecordKind;
  holding: Holding;
  person: Person;
}
type KindOf = (name: string) => RecordKind;

export const columnOf = (kind: RecordKind, property: string): string =>
  kind.columns.find((column) => column.property === property)!.column;

/**
 * Which rows of a kind are the person's by one of its holdings.
 *
 * @param keys what rows have to say, for a holding that names the person directly
 * @returns undefined where there can be none
 */
export function selectionOf(
  kind: RecordKind,
  holding: Holding,
  person: Person,
  keys: readonly string[],
  kindOf: KindOf,
): Selection | undefined {
  const by = columnOf(kind, holding.by);
  const whose = holding.through ? throughRow(by, kindOf(holding.through), person, kindOf) : oneOf(by, keys);
  return whose && all([whose, ofTenant(kind, holding, person), ...conditions(kind, holding.where)]);
}

function oneOf(column: string, keys: readonly string[]): Selection | undefined {
  if (!keys.length) return undefined;
  const where = keys.length === 1 ? `${column} = ?` : `${column} IN (${keys.map(() => '?').join(', ')})`;
  return { where, values: [...keys] };
}

/** Rows of rows: whose the one is, the other is. */
function throughRow(by: string, parent: RecordKind, person: Person, kindOf: KindOf): Selection | undefined {
  const ways = parent.holdings
    .filter(({ subject, erased }) => subject === person.kind && erased !== 'kept')
    .map((holding) => selectionOf(parent, holding, person, holding.key ? [] : [person.id], kindOf))
    .filter((way) => way !== undefined);
  if (!ways.length) return undefined;
  const where = ways.map((way) => `(${way.where})`).join(' OR ');
  return {
    where: `${by} IN (SELECT ${columnOf(parent, parent.key[0])} FROM ${parent.table} WHERE ${where})`,
    values: ways.flatMap(({ values }) => values),
  };
}

/** A visitor is one workspace's. An account is its own in all of them: naming each lets the wide indexes be used. */
function ofTenant(kind: RecordKind, { by, through }: Holding, person: Person): Selection | undefined {
  if (through || !kind.columns.some(({ property }) => property === 'workspaceId')) return undefined;
  if (person.kind === 'visitor') return { where: 'workspace_id = ?', values: [person.workspaceId] };
  return leads(kind, ['workspaceId', by]) && !leads(kind, [by])
    ? { where: 'workspace_id IN (SELECT id FROM workspace)', values: [] }
    : undefined;
}

/** Whether an index begins with these properties. */
export const leads = ({ indexes }: RecordKind, first: readonly string[]): boolean =>
  indexes.some(({ properties }) => first.every((property, place) => properties[place] === property));

const conditions = (kind: RecordKind, where: Condition = {}): Selection[] =>
  Object.entries(where).map(([property, value]) => {
    const column = columnOf(kind, property);
    return value === null ? { where: `${column} IS NULL`, values: [] } : { where: `${column} = ?`, values: [value] };
  });

export function all(parts: readonly (Selection | undefined)[]): Selection {
  const given = parts.filter((part) => part !== undefined);
  return { where: given.map(({ where }) => where).join(' AND '), values: given.flatMap(({ values }) => values) };
}

/** Without the rows that an earlier holding of the kind found: no row counts twice. */
export function without(selection: Selection, earlier: readonly Selection[]): Selection {
  return all([selection, ...earlier.map(({ where, values }) => ({ where: `((${where}) IS NOT TRUE)`, values }))]);
}
