import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as SqliteHandle } from 'better-sqlite3';
import { DataSource, type DataSourceOptions, type EntityTarget } from 'typeorm';
import type { Settings } from '../config/settings';
import type { Connections } from './database';
import { migrate } from './migrate';
import { migrations } from './migrations';
import { SnakeNaming } from './naming';

export const databaseFile = (settings: Pick<Settings, 'DATA_DIR'>) => join(settings.DATA_DIR, 'parlour.db');

/**
 * Opens the database, migrated to today's shape. SQLite: WAL, and `synchronous=FULL`, which the driver does not set by itself:
 * a commit is on disk when it returns. `secure_delete` overwrites what is deleted.
 */
export async function connect(settings: Settings, entities: EntityTarget<object>[]): Promise<Connections> {
  const common = {
    entities: entities as DataSourceOptions['entities'],
    migrations,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(),
  };
  if (settings.DATABASE_URL) {
    const writer = new DataSource({
      ...common,
      type: 'postgres',
      url: settings.DATABASE_URL,
      parseInt8: true,
      poolSize: 16,
      applicationName: 'parlour',
    } as DataSourceOptions);
    await writer.initialize();
    await migrate(writer);
    return { writer, reader: writer };
  }
  const file = databaseFile(settings);
  mkdirSync(settings.DATA_DIR, { recursive: true, mode: 0o700 });
  const isNew = !existsSync(file);
  const writer = new DataSource({
    ...common,
    type: 'better-sqlite3',
    database: file,
    prepareDatabase: prepareWriter,
  } as DataSourceOptions);
  await writer.initialize();
  if (isNew) chmodSync(file, 0o600);
  await migrate(writer, isNew ? undefined : join(settings.DATA_DIR, 'snapshots'));
  const reader = new DataSource({
    ...common,
    migrations: [],
    type: 'better-sqlite3',
    database: file,
    readonly: true,
    prepareDatabase: prepareReader,
  } as DataSourceOptions);
  await reader.initialize();
  return { writer, reader: reader.isInitialized ? reader : writer };
}

/** The database as it is, for a command beside a server: nothing is migrated. */
export async function openOnly(settings: Settings): Promise<Connections> {
  const where = settings.DATABASE_URL
    ? { type: 'postgres', url: settings.DATABASE_URL, poolSize: 2, applicationName: 'parlour command' }
    : { type: 'better-sqlite3', database: databaseFile(settings), fileMustExist: true, prepareDatabase: prepareWriter };
  const writer = await new DataSource(where as DataSourceOptions).initialize();
  return { writer, reader: writer };
}

function prepareWriter(handle: SqliteHandle): void {
  handle.pragma('journal_mode = WAL');
  handle.pragma('synchronous = FULL');
  handle.pragma('secure_delete = ON');
  handle.pragma('foreign_keys = ON');
  handle.pragma('busy_timeout = 5000');
  handle.pragma('cache_size = -32768');
  handle.pragma('journal_size_limit = 16777216');
}

function prepareReader(handle: SqliteHandle): void {
  handle.pragma('busy_timeout = 5000');
  handle.pragma('cache_size = -32768');
  handle.pragma('mmap_size = 268435456');
}
