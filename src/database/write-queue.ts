import type { Database as SqliteHandle } from 'better-sqlite3';
import type { EntityManager } from 'typeorm';
import { runHooks, type SqlValue, type Transaction } from './transaction';
import type { Checkpoints } from './checkpoints/checkpoints';
import type { StorageHealth } from './storage-health';

/** The one query runner of the connection. Its flag is ours to set, since we begin and end its transactions. */
export interface Runner {
  readonly manager: EntityManager;
  isTransactionActive: boolean;
}

interface Job {
  work: (tx: Transaction) => unknown;
  hooks: (() => void)[];
  last: (() => Promise<void>)[];
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

/** How many jobs share one transaction, and so one flush to disk. */
const jobsPerCommit = 64;

/**
 * TypeORM shares one SQLite connection, so a write during somebody else's open transaction would join it and vanish with its
 * rollback. All writes therefore pass through here, one after the other: those that wait together share one commit, each
 * in a savepoint of its own, so that one that fails takes only itself back.
 */
export class WriteQueue {
  private readonly waiting: Job[] = [];
  private readonly relaxed: Job[] = [];
  private running?: Promise<void>;

  constructor(
    private readonly handle: SqliteHandle,
    private readonly runner: Runner,
    private readonly health: StorageHealth,
    private readonly checkpoints?: Checkpoints,
  ) {}

  /** @param relaxed it may be lost with the power, since it can be done again: it waits for no flush to disk, and nobody waits for it */
  run<Result>(work: (tx: Transaction) => Result | Promise<Result>, relaxed = false): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const waiting = relaxed ? this.relaxed : this.waiting;
      waiting.push({ work, hooks: [], last: [], resolve: resolve as (value: unknown) => void, reject });
      this.running ??= this.drain();
    });
  }

  /** Settles when everything asked for so far is on disk or refused. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async drain(): Promise<void> {
    // One turn of the event loop lets all that arrived with the first job share its commit.
    await new Promise(setImmediate);
    while (this.waiting.length || this.relaxed.length) {
      if (this.waiting.length) await this.commit(this.waiting.splice(0, jobsPerCommit));
      else await this.commitRelaxed(this.relaxed.shift()!);
    }
    this.running = undefined;
  }

  /** SQLite writes it to the log and goes on; the next flush takes it along. */
  private async commitRelaxed(job: Job): Promise<void> {
    this.handle.pragma('synchronous = NORMAL');
    try {
      await this.commit([job]);
    } finally {
      this.handle.pragma('synchronous = FULL');
    }
  }

  private async commit(jobs: Job[]): Promise<void> {
    const settled: (() => void)[] = [];
    try {
      this.handle.exec('BEGIN IMMEDIATE');
      // Otherwise `save` and `remove` would begin one of their own.
      this.runner.isTransactionActive = true;
      for (const job of jobs) settled.push(await this.attempt(job, jobs.length === 1));
      this.handle.exec('COMMIT');
    } catch (error) {
      if (this.handle.inTransaction) this.handle.exec('ROLLBACK');
      const reason = this.health.isFault(error) ? this.health.failed(error) : error;
      for (const job of jobs) job.reject(reason);
      return;
    } finally {
      this.runner.isTransactionActive = false;
    }
    this.health.succeeded();
    for (const job of jobs) runHooks(job.hooks);
    for (const settle of settled) settle();
    this.checkpoints?.committed();
  }

  /** Runs one job; a refusal of its own is kept for after the commit, a fault of the disk ends the whole batch. */
  private async attempt(job: Job, alone: boolean): Promise<() => void> {
    if (!alone) this.handle.exec('SAVEPOINT job');
    try {
      const result = await job.work(this.transactionOf(job));
      for (const write of job.last) await write();
      if (!alone) this.handle.exec('RELEASE job');
      return () => job.resolve(result);
    } catch (error) {
      if (alone || this.health.isFault(error)) throw error;
      job.hooks = [];
      this.handle.exec('ROLLBACK TO job; RELEASE job');
      return () => job.reject(error);
    }
  }

  private transactionOf(job: Job): Transaction {
    return {
      manager: this.runner.manager,
      run: async <Row>(sql: string, values: readonly SqlValue[] = []) => {
        const statement = this.handle.prepare(sql);
        const bound = values.map((value) => (typeof value === 'boolean' ? Number(value) : value));
        return (statement.reader ? statement.all(...bound) : (statement.run(...bound), [])) as Row[];
      },
      afterCommit: (hook) => job.hooks.push(hook),
      beforeCommit: (write) => job.last.push(write),
    };
  }
}
