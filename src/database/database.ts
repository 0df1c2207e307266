import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ChatError } from '../common/errors';
import type { Database as SqliteHandle, Statement } from 'better-sqlite3';
import type { DataSource, EntityManager } from 'typeorm';
import { Checkpoints } from './checkpoints/checkpoints';
import { StorageHealth } from './storage-health';
import { numbered, runHooks, type SqlValue, type Transaction } from './transaction';
import { WriteQueue } from './write-queue';

/** The connections that the module opened: on SQLite a second one that can only read. */
export interface Connections {
  writer: DataSource;
  reader: DataSource;
}
export const CONNECTIONS = Symbol('connections');
const mostStatements = 200;

/** The one way to the data: `transaction` to write, `read` to read. */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly queue?: WriteQueue;
  private readonly checkpoints?: Checkpoints;
  private readonly probe: NodeJS.Timeout;
  private readonly statements = new Map<string, Statement>();
  /** SQLite's own handle, for the message log's prepared statements inside a transaction; undefined on PostgreSQL. */
  readonly sqlite?: SqliteHandle;
  /** SQLite's handle for reading. */
  readonly sqliteReader?: SqliteHandle;

  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    readonly health: StorageHealth,
  ) {
    if (connections.writer.options.type === 'better-sqlite3') {
      this.sqlite = (connections.writer.driver as unknown as { databaseConnection: SqliteHandle }).databaseConnection;
      this.sqliteReader = (connections.reader.driver as unknown as { databaseConnection: SqliteHandle }).databaseConnection;
      this.checkpoints = new Checkpoints(this.sqlite, this.sqlite.name);
      this.queue = new WriteQueue(this.sqlite, connections.writer.createQueryRunner(), health, this.checkpoints);
    }
    this.probe = setInterval(() => this.health.failing && void this.tryWriting(), 1000);
    this.probe.unref();
  }

  get read(): EntityManager {
    return this.connections.reader.manager;
  }

  get entities(): DataSource['entityMetadatas'] {
    return this.connections.writer.entityMetadatas;
  }

  get isPostgres(): boolean {
    return !this.sqlite;
  }

  /** Reads with plain SQL, `?` for each value. */
  async query<Row = Record<string, unknown>>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    if (this.sqliteReader) return this.prepared(this.sqliteReader, sql).all(...values) as Row[];
    return this.connections.reader.query(numbered(sql), [...values]);
  }

  /**
   * All of `work` or nothing. Never await the network in it: on SQLite everybody's writes wait behind it. Do not call it
   * inside itself: pass `tx` on.
   */
  async transaction<Result>(work: (tx: Transaction) => Result | Promise<Result>): Promise<Result> {
    if (this.queue) return this.queue.run(work).catch(refused);
    const hooks: (() => void)[] = [];
    try {
      const result = await this.connections.writer.transaction(async (manager) => {
        const last: (() => Promise<void>)[] = [];
        const result = await work({
          manager,
          run: async <Row>(sql: string, values: readonly SqlValue[] = []) =>
            rowsOf<Row>(await manager.query(numbered(sql), [...values])),
          afterCommit: (hook) => hooks.push(hook),
          beforeCommit: (write) => last.push(write),
        });
        for (const write of last) await write();
        return result;
      });
      this.health.succeeded();
      runHooks(hooks);
      return result;
    } catch (error) {
      throw this.health.isFault(error)
        ? this.health.failed(error)
        : restricted(error)
          ? new ChatError('person.restricted')
          : error;
    }
  }

  /** Like {@link transaction}, for work that can be done again: it may be lost with the power, and lets everybody else go first. */
  async maintain<Result>(work: (tx: Transaction) => Result | Promise<Result>): Promise<Result> {
    return this.queue ? this.queue.run(work, true).catch(refused) : this.transaction(work);
  }

  /**
   * Leaves nothing of deleted rows in the database's own files, as far as it is in our hands: SQLite's log is carried over and emptied
   * (`secure_delete` overwrote the rest), PostgreSQL's tables are freed of dead rows. Everybody may go on meanwhile.
   */
  async scrub(tables: readonly string[]): Promise<void> {
    if (!this.sqlite) return void (await this.connections.writer.query(`VACUUM ${tables.map((name) => `"${name}"`).join(', ')}`));
    for (let tries = 0; ; tries++) {
      if (!this.sqlite.inTransaction && emptyLog(this.sqlite)) return;
      if (tries > 600) throw new Error('The log of the database could not be emptied: somebody has it open');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.probe);
    await this.queue?.idle();
    await this.checkpoints?.close();
    await this.connections.reader.destroy();
    if (this.connections.writer.isInitialized) await this.connections.writer.destroy();
  }

  /** Parsing a statement costs more than running it; lists of `?` of every length would fill the memory, so it is bounded. */
  private prepared(handle: SqliteHandle, sql: string): Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      if (this.statements.size >= mostStatements) this.statements.delete(this.statements.keys().next().value!);
      this.statements.set(sql, (statement = handle.prepare(sql)));
    }
    return statement;
  }

  /** Writes more than any message needs: a full disk often has room left for a few bytes. */
  private async tryWriting(): Promise<void> {
    const write = (value: string) =>
      this.transaction((tx) => tx.run("UPDATE setting SET value = ? WHERE name = 'probe'", [value]));
    await write(Date.now().toString().repeat(5000))
      .then(() => write(''))
      .catch(() => undefined);
  }
}

/** Whether it could be; where somebody reads at this very moment, it says so at once instead of waiting. */
function emptyLog(handle: SqliteHandle): boolean {
  handle.pragma('busy_timeout = 0');
  try {
    return (handle.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[])[0].busy === 0;
  } catch {
    return false;
  } finally {
    handle.pragma('busy_timeout = 5000');
  }
}

/** The database itself keeps what may only be stored from being changed: its triggers say so in this word. */
const restricted = (error: unknown): boolean =>
  String((error as { message?: unknown } | undefined)?.message).includes('person.restricted');

function refused(error: unknown): never {
  throw restricted(error) && !(error instanceof ChatError) ? new ChatError('person.restricted') : error;
}

/** TypeORM answers UPDATE and DELETE … RETURNING with `[rows, count]`, everything else with the rows. */
function rowsOf<Row>(answer: unknown): Row[] {
  if (Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number')
    return answer[0] as Row[];
  return (answer ?? []) as Row[];
}
