import type { Database } from '../../database/database';

interface Look {
  highest: number;
  /** Transactions of PostgreSQL that began after the look have at least this number. */
  begin: bigint;
}

/**
 * How far the numbers of messages have no gap that could still be filled. On SQLite, where one writes at a time, that is the last
 * one. On PostgreSQL a transaction can take a lower number and commit later: what was seen at one look counts once all
 * transactions of that time are over. (A transaction writes its conversations before its messages, so whoever has a number of
 * a message is known as a transaction by then.)
 */
export class Settled {
  private last?: Look;
  private reached = 0;

  constructor(private readonly database: Database) {}

  /** @returns the number up to which may be counted, and whether there are messages above it */
  async look(): Promise<{ upTo: number; waiting: boolean }> {
    const sql = 'SELECT max(serial) AS highest FROM message';
    if (!this.database.isPostgres) {
      const [row] = await this.database.query<{ highest: number | null }>(sql);
      return { upTo: row?.highest ?? 0, waiting: false };
    }
    const [row] = await this.database.query<{ highest: string | null; running: string; next: string }>(
      `SELECT (${sql}) AS highest, pg_snapshot_xmin(s)::text AS running, pg_snapshot_xmax(s)::text AS next FROM pg_current_snapshot() AS s`,
    );
    if (this.last && BigInt(row.running) >= this.last.begin) {
      this.reached = this.last.highest;
      this.last = undefined;
    }
    const highest = Number(row.highest ?? 0);
    this.last ??= { highest, begin: BigInt(row.next) };
    return { upTo: this.reached, waiting: highest > this.reached };
  }
}
