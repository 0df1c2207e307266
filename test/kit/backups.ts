import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { filesUnder, rowsOnPostgres } from './bytes';
import { copyDatabase, createDatabase } from './postgres';

/**
 * A server's data, and what an operator does with backups of it while the server stands: the database, then the files.
 * The ledger of erasures is not among them. On SQLite by `VACUUM INTO`, as the README says; on PostgreSQL a copy made by the server.
 */
export class Backups {
  private readonly folder = mkdtempSync(join(tmpdir(), 'parlour-backups-'));
  private readonly data = join(this.folder, 'data');
  private readonly copies = new Map<string, { url: string; drop(): Promise<void> }>();

  private constructor(private database?: { url: string; drop(): Promise<void> }) {}

  static async open(): Promise<Backups> {
    const server = process.env.PARLOUR_TEST_DATABASE;
    return new Backups(server ? await createDatabase(server) : undefined);
  }

  /** What the server is started with. */
  get env(): Record<string, string> {
    return { DATA_DIR: this.data, ...(this.database && { DATABASE_URL: this.database.url }) };
  }

  async save(name: string): Promise<void> {
    if (this.database) this.copies.set(name, await copyDatabase(this.database.url));
    else {
      const database = new BetterSqlite3(join(this.data, 'parlour.db'));
      database.prepare('VACUUM INTO ?').run(join(this.folder, `${name}.db`));
      database.close();
    }
    copyFolder(join(this.data, 'files'), join(this.folder, `${name}-files`));
  }

  async putBack(name: string): Promise<void> {
    for (const file of ['parlour.db', 'parlour.db-wal', 'parlour.db-shm', 'files'])
      rmSync(join(this.data, file), { recursive: true, force: true });
    if (this.database) {
      const lost = this.database;
      this.database = await copyDatabase(this.copies.get(name)!.url);
      await lost.drop();
    } else cpSync(join(this.folder, `${name}.db`), join(this.data, 'parlour.db'));
    copyFolder(join(this.folder, `${name}-files`), join(this.data, 'files'));
  }

  /** All that is kept: the bytes of every file, and every row of a PostgreSQL. */
  async kept(): Promise<Map<string, Buffer>> {
    return new Map([...filesUnder(this.data), ...(await rowsOnPostgres(this.database?.url))]);
  }

  async remove(): Promise<void> {
    for (const database of [this.database, ...this.copies.values()]) await database?.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A server that never got a file has no folder for them. */
const copyFolder = (from: string, to: string) => existsSync(from) && cpSync(from, to, { recursive: true });
