import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/** Any number, the same on every node: two nodes that start together take turns. */
const advisoryLock = 7_305_921;
const snapshotsKept = 3;

/** Brings the database to today's shape; forward only. An existing SQLite file is copied to `snapshots` before it is changed. */
export async function migrate(source: DataSource, snapshots?: string): Promise<void> {
  if (source.options.type !== 'postgres') {
    if (snapshots && (await source.showMigrations())) await snapshot(source, snapshots);
    await source.runMigrations({ transaction: 'each' });
    return;
  }
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [advisoryLock]);
    await runner.release();
  }
}

async function snapshot(source: DataSource, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.db`);
  await source.query('VACUUM INTO ?', [file]);
  chmodSync(file, 0o600);
  new Logger('database').log(`The database changes its shape; a copy of it as it was is in ${file}.`);
  for (const old of readdirSync(folder).sort().slice(0, -snapshotsKept)) rmSync(join(folder, old));
}
