import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Database as SqliteHandle, Statement } from 'better-sqlite3';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { SearchMerges } from './search-merges';

/** Messages that are indexed together: enough to save more than half of the cost, few enough that nobody waits for them. */
const chunk = 64;
/** Milliseconds after which the last few are indexed, too. */
const soon = 500;

/**
 * Keeps SQLite's full-text index: every message gets in shortly after it was written, and at the latest when somebody searches.
 * How far it got is written in the same transaction, so that a killed process goes on where it was.
 */
@Injectable()
export class SearchIndex implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('search');
  private readonly statements?: { mark: Statement; reach: Statement; add: Statement; keep: Statement };
  private readonly merges?: SearchMerges;
  private waiting = 0;
  private running?: Promise<void>;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    events: EventBus,
  ) {
    if (!database.sqlite) return;
    this.statements = prepare(database.sqlite);
    this.merges = new SearchMerges(database, database.sqlite);
    events.on('message.posted', () => this.note());
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.merges) return;
    await this.merges.takeOver();
    this.start();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    await this.merges?.stop();
  }

  /** Settles when everything that was on disk at the time of the call can be found. */
  async catchUp(): Promise<void> {
    if (!this.waiting && !this.running) return;
    await this.running;
    this.start();
    await this.running;
  }

  private note(): void {
    this.waiting += 1;
    if (this.waiting >= chunk) this.start();
    else this.timer ??= setTimeout(() => this.start(), soon).unref();
  }

  private start(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running ??= this.indexAll()
      .then(() => this.merges!.start())
      .catch((error: Error) => this.logger.warn(`Messages will be indexed later: ${error.message}`))
      .finally(() => (this.running = undefined));
  }

  private async indexAll(): Promise<void> {
    for (let more = true; more;) {
      more = await this.database.maintain(() => this.indexChunk());
      // Whoever writes comes first.
      await new Promise(setImmediate);
    }
  }

  /** @returns whether there is more */
  private indexChunk(): boolean {
    const { mark, reach, add, keep } = this.statements!;
    const { value: from } = mark.get() as { value: number };
    const { last, count } = reach.get(from, chunk) as { last: number | null; count: number };
    this.waiting = Math.max(0, this.waiting - count);
    if (!last) return false;
    add.run(from, last);
    keep.run(String(last));
    return count === chunk;
  }
}

function prepare(handle: SqliteHandle) {
  return {
    mark: handle.prepare("SELECT CAST(value AS INTEGER) AS value FROM setting WHERE name = 'search.indexed'"),
    reach: handle.prepare(
      'SELECT max(serial) AS last, count(*) AS count FROM (SELECT serial FROM message WHERE serial > ? ORDER BY serial LIMIT ?)',
    ),
    add: handle.prepare(
      `INSERT INTO message_search (rowid, body, workspace_id)
       SELECT serial, body, workspace_id FROM message WHERE serial > ? AND serial <= ? AND kind <> 'event'`,
    ),
    keep: handle.prepare("UPDATE setting SET value = ? WHERE name = 'search.indexed'"),
  };
}
