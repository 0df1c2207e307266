import { Logger } from '@nestjs/common';
import type { Database as SqliteHandle, Statement } from 'better-sqlite3';
import type { Database } from '../../database/database';

/** Parts of the index of about the same size that are made one, from this number on: FTS5's `usermerge`. */
const partsTogether = 8;
/** Pages that one step writes: some tenths of a millisecond. */
const pagesPerStep = 4;
/** Milliseconds between two steps, and how many times as long as a step took. */
const shortestRest = 1;
const restShare = 2;

/**
 * Every chunk that is indexed is a part of its own, and finding takes longer the more there are. FTS5 by itself makes them one within
 * whatever write comes next, for up to tens of milliseconds; here it goes in small steps, while nobody waits.
 */
export class SearchMerges {
  private readonly logger = new Logger('search');
  private readonly step: Statement;
  private readonly changes: Statement;
  private running?: Promise<void>;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly handle: SqliteHandle,
  ) {
    this.step = handle.prepare("INSERT INTO message_search (message_search, rank) VALUES ('merge', ?)");
    this.changes = handle.prepare('SELECT total_changes()').pluck();
  }

  /** The index itself remembers it. */
  async takeOver(): Promise<void> {
    const known = this.handle.prepare("SELECT v FROM message_search_config WHERE k = 'usermerge'").pluck().get();
    if (known === partsTogether) return;
    const set = (name: string, value: number) =>
      this.handle.exec(`INSERT INTO message_search (message_search, rank) VALUES ('${name}', ${value})`);
    await this.database.maintain(() => {
      set('automerge', 0);
      set('usermerge', partsTogether);
    });
  }

  /** Goes on until there is nothing to do; does nothing if that is under way. */
  start(): void {
    if (this.stopped) return;
    this.running ??= this.all()
      .catch((error: Error) => this.logger.warn(`The index will be tidied later: ${error.message}`))
      .finally(() => (this.running = undefined));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async all(): Promise<void> {
    while (!this.stopped) {
      const { took, done } = await this.database.maintain(() => this.some());
      if (done) return;
      await new Promise((resolve) => setTimeout(resolve, Math.max(shortestRest, took * restShare)));
    }
  }

  private some(): { took: number; done: boolean } {
    const before = performance.now();
    const changes = this.changes.get() as number;
    this.step.run(pagesPerStep);
    // Below two, SQLite says, there was nothing to do.
    const done = (this.changes.get() as number) - changes < 2;
    return { took: performance.now() - before, done };
  }
}
