import { Injectable } from '@nestjs/common';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import { holdingsOf, notHeldBecause, type Holding } from '../../data-map/held-of';
import { declarationOf, type Declaration, type Subject } from '../../data-map/personal';
import { Database } from '../../database/database';

/** A column, and what it was declared to hold. */
export interface HeldColumn {
  property: string;
  /** Its name in the database. */
  column: string;
  declaration: Declaration;
  metadata: ColumnMetadata;
}

/** A kind of record: an entity, its table, whose its rows are and what becomes of them. */
export interface RecordKind {
  /** Of the entity: `PageView`. */
  name: string;
  /** In the database: `page_view`. */
  table: string;
  /** The class, for what others declared of it. */
  entity: object;
  columns: readonly HeldColumn[];
  /** Empty for what is nobody's. */
  holdings: readonly Holding[];
  notHeld?: string;
  /** Properties that tell one row from another. */
  key: readonly string[];
  /** Properties of each index, the key's first. */
  indexes: readonly { properties: readonly string[]; unique: boolean }[];
}

/** Everything that is held, as the entities declare it: what the papers say and the rights act on is computed from here. */
@Injectable()
export class DataMap {
  private known?: readonly RecordKind[];

  constructor(private readonly database: Database) {}

  /** Every kind of record, by name. */
  get kinds(): readonly RecordKind[] {
    return (this.known ??= this.database.entities
      .map((entity) => ({
        name: entity.name,
        table: entity.tableName,
        entity: entity.target as object,
        columns: entity.columns.map((metadata) => ({
          property: metadata.propertyName,
          column: metadata.databaseName,
          declaration: declarationOf(entity.target as object, metadata.propertyName) ?? undeclared(entity.name, metadata),
          metadata,
        })),
        holdings: holdingsOf(entity.target as object),
        notHeld: notHeldBecause(entity.target as object),
        key: entity.primaryColumns.map(({ propertyName }) => propertyName),
        indexes: [
          { properties: entity.primaryColumns.map(({ propertyName }) => propertyName), unique: true },
          ...entity.indices.map(({ columns, isUnique }) => ({
            properties: columns.map(({ propertyName }) => propertyName),
            unique: isUnique,
          })),
        ],
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)));
  }

  kind(name: string): RecordKind {
    const found = this.kinds.find((kind) => kind.name === name);
    if (!found) throw new Error(`No entity is called ${name}.`);
    return found;
  }

  /** What can be held of persons of a kind: rows that hang on others before those, and the row of the person at the end. */
  heldOf(subject: Subject): readonly RecordKind[] {
    const rank = (kind: RecordKind) => Math.max(...kind.holdings.map((holding) => this.rank(holding)));
    return this.kinds
      .filter(({ holdings }) => holdings.some((holding) => holding.subject === subject))
      .sort((one, other) => rank(other) - rank(one));
  }

  /** How many rows lie between a row and its person; -1 for the person's own. A mention can be of any of them. */
  private rank({ by, key, through }: Holding): number {
    if (key === 'mention') return 9;
    if (!through) return by === 'id' ? -1 : 0;
    return 1 + Math.max(...this.kind(through).holdings.map((holding) => this.rank(holding)));
  }
}

function undeclared(entity: string, { propertyName }: ColumnMetadata): never {
  throw new Error(`${entity}.${propertyName} says neither @Personal nor @NotPersonal.`);
}
