import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Values that both drivers take and give back. */
export type SqlValue = string | number | bigint | boolean | Buffer | null;

/** One unit of writing: all of it or nothing. */
export interface Transaction {
  readonly manager: EntityManager;
  /** Runs plain SQL with `?` for each value, on either database, and returns the rows. */
  run<Row = Record<string, unknown>>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Registers what may only happen once the transaction is on disk: events, acknowledgements, files. */
  afterCommit(hook: () => void): void;
  /** Registers what is written last, when nothing else is: whoever must hold a lock for it then holds it shortly, and waits for no other. */
  beforeCommit(write: () => Promise<void>): void;
}

/** What is on disk stays so: a hook that fails is logged, and keeps nobody else from theirs. */
export function runHooks(hooks: readonly (() => void)[]): void {
  for (const hook of hooks) {
    try {
      hook();
    } catch (error) {
      new Logger('database').error(`After a commit: ${(error as Error).stack}`);
    }
  }
}

/** Turns `?` into PostgreSQL's `$1`, `$2` …; our SQL has no other question marks. */
export function numbered(sql: string): string {
  let count = 0;
  return sql.replace(/\?/g, () => `$${++count}`);
}
