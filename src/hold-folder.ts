import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Settings } from './config/settings';

/** Somebody else serves from this folder. */
export class FolderTaken extends Error {}

/**
 * Keeps the data folder to one process: two on one SQLite file would not tell each other of new messages. The lock is SQLite's own, on a
 * file beside the database, so that it ends with the process, however that ends. Nodes that share a PostgreSQL need none.
 */
export function holdFolder({ DATA_DIR, DATABASE_URL }: Settings): void {
  if (DATABASE_URL) return;
  mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 });
  const lock = new Sqlite(join(DATA_DIR, 'in-use'), { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new FolderTaken(DATA_DIR);
  }
  held.push(lock);
}

/** Not to be collected while the process lives. */
const held: unknown[] = [];
