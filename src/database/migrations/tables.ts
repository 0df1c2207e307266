import { type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

export const text = (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'text',
  ...more,
});
export const integer = (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'integer',
  ...more,
});
export const time = (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'bigint',
  ...more,
});
export const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean', default: false });
export const key = { isPrimary: true };
export const maybe = { isNullable: true };
export const zero = { default: 0 };

/** A key that counts by itself. */
export const serial = (runner: QueryRunner): TableColumnOptions => ({
  name: 'serial',
  type: runner.connection.options.type === 'postgres' ? 'bigint' : 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});

/** SQLite knows no `false`: TypeORM writes 0, and takes anything else for another table than the entity's. */
const withNumericDefault = (column: TableColumnOptions): TableColumnOptions =>
  column.default === false ? { ...column, default: 0 } : column;
const asItIs = (column: TableColumnOptions) => column;

export interface Shape {
  columns: TableColumnOptions[];
  /** name → columns; a name that ends in `!` is unique. */
  indexes?: Record<string, string[]>;
}

/** A list is kept as JSON. */
export const list = (name: string, more: Partial<TableColumnOptions> = { default: "'[]'" }): TableColumnOptions =>
  text(name, more);

/** Makes tables, alike on both databases. */
export async function createTables(runner: QueryRunner, tables: Record<string, Shape>): Promise<void> {
  const onPostgres = runner.connection.options.type === 'postgres';
  for (const [name, { columns, indexes = {} }] of Object.entries(tables)) {
    const indices = Object.entries(indexes).map(([index, columnNames]) => ({
      name: index.replace('!', ''),
      columnNames,
      isUnique: index.endsWith('!'),
    }));
    await runner.createTable(new Table({ name, columns: columns.map(onPostgres ? asItIs : withNumericDefault), indices }));
  }
}
