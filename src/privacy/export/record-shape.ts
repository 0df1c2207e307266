import type { RowSource, Subject } from '../../data-map/personal';
import { sourceIn } from '../../data-map/personal';
import type { HeldColumn, RecordKind } from '../data-map/data-map.service';
import type { HeldRow } from '../held/held-rows.service';

/** What an export says of a row: its values by name, and where each value about the person comes from. */
export interface ExportedRecord {
  values: Record<string, unknown>;
  sources: Record<string, RowSource>;
}

/** Of no use to the person, or of use to somebody who wants to break in: what it is not, its reason says. */
const leftOut =
  /hash|secret|checksum|digest|token|tenant|state of work|time of work|fault of the software|counter|^order$|proof|limit of/;
/** Points to somebody of the team: their name is told, and nothing else. */
const pointsToTeam = /^reference to (an account|the )/;

export interface ExportedColumn {
  name: string;
  property: string;
  /** What stands in it is somebody's display name instead of what the row says. */
  isPerson: boolean;
  column: HeldColumn;
}

/** The columns of a kind of record that an export tells: everything about the person, and what is needed to understand it. */
export function exportedColumns({ columns }: RecordKind): ExportedColumn[] {
  return columns.flatMap((column): ExportedColumn[] => {
    const { property, declaration } = column;
    if (declaration.personal) {
      const isSecret = declaration.category === 'security' && /hash/i.test(property);
      return isSecret ? [] : [{ name: property, property, isPerson: false, column }];
    }
    if (pointsToTeam.test(declaration.reason)) return [{ name: property.replace(/Id$/, ''), property, isPerson: true, column }];
    return leftOut.test(declaration.reason) ? [] : [{ name: property, property, isPerson: false, column }];
  });
}

/** Words that can be an identifier of somebody, in what the software wrote by itself: "assigned 01hz…". */
const identifiers = /\b[0-9a-z]{26}\b/g;
const isAutomatic = (row: HeldRow, { column: { declaration } }: ExportedColumn) =>
  declaration.personal && sourceIn(row, declaration) === 'automatic';

/** Identifiers of whom a row points to: their names are looked up for a page of rows at once. */
export const pointedTo = (row: HeldRow, columns: readonly ExportedColumn[]): string[] =>
  columns.flatMap((column) => {
    const value = row[column.property];
    if (typeof value !== 'string') return [];
    if (column.isPerson) return value ? [value] : [];
    return isAutomatic(row, column) ? (value.match(identifiers) ?? []) : [];
  });

/** @param names display names by identifier; who is not in it is nobody of the team */
export function recordOf(row: HeldRow, columns: readonly ExportedColumn[], names: ReadonlyMap<string, string>): ExportedRecord {
  const record: ExportedRecord = { values: {}, sources: {} };
  for (const exported of columns) {
    const { name, property, isPerson, column } = exported;
    const value = row[property];
    if (isPerson) record.values[name] = names.get(String(value)) ?? null;
    else if (typeof value === 'string' && isAutomatic(row, exported))
      record.values[name] = value.replace(identifiers, (id) => names.get(id) ?? id);
    else record.values[name] = plain(value);
    if (column.declaration.personal && value !== null) record.sources[name] = sourceIn(row, column.declaration);
  }
  return record;
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value === undefined ? null : value);

/** JSON Schema (draft 2020-12) of the file with the records of a kind. */
export function schemaOf(kind: RecordKind, subject: Subject): object {
  const columns = exportedColumns(kind);
  const values = Object.fromEntries(
    columns.map(({ name, isPerson, column }) => [name, isPerson ? orNull({ type: 'string' }) : typeOf(column)]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind.name,
    description: `Records of the kind ${kind.name} that are held of the ${subject}.`,
    type: 'array',
    items: {
      type: 'object',
      properties: {
        values: { type: 'object', properties: values, required: columns.map(({ name }) => name), additionalProperties: false },
        sources: {
          type: 'object',
          propertyNames: { enum: columns.map(({ name }) => name) },
          additionalProperties: { type: 'string', pattern: '^(subject|agent|automatic|website|plugin(:.+)?)$' },
        },
      },
      required: ['values', 'sources'],
      additionalProperties: false,
    },
  };
}

function typeOf({ metadata }: HeldColumn): object {
  const { type, isNullable, transformer } = metadata;
  const said = transformer
    ? { type: 'string', format: 'date-time' }
    : type === 'simple-json'
      ? { type: 'array' }
      : type === 'boolean'
        ? { type: 'boolean' }
        : type === 'integer' || type === 'bigint'
          ? { type: 'integer' }
          : { type: 'string' };
  return isNullable ? orNull(said) : said;
}

const orNull = (schema: { type: string }): object => ({ ...schema, type: [schema.type, 'null'] });

/** `PageView` → `page-view`: the names of files. */
export const fileNameOf = (kind: string): string => kind.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
