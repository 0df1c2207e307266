import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import type { Database as SqliteHandle } from 'better-sqlite3';
import { checkpointWorkerFile } from '../../common/paths';

/** Commits between two checkpoints. */
const commitsTogether = 64;
/** Milliseconds for that many commits, below which there is enough to do for a thread. */
const busy = 1_000;
/** Milliseconds without a commit after which the thread ends and gives its memory back. */
const quiet = 10_000;
/** Pages in the log, 16 MB, from which on it has to come to an end. */
const mostPages = 4_000;
/** The thread holds next to nothing. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 };
/** What SQLite does by itself, while the committing thread waits: its default. */
const pagesByItself = 1_000;

/**
 * Takes SQLite's checkpoints away from the thread that answers people, while there is traffic: each is two flushes to disk and up
 * to a thousand pages, several times a second at two thousand messages a second, and everybody's message would wait behind it.
 */
export class Checkpoints {
  private readonly logger = new Logger('database');
  private commits = 0;
  private since = performance.now();
  private worker?: Worker;
  private underWay = false;
  private due = false;
  private end?: NodeJS.Timeout;

  constructor(
    private readonly handle: SqliteHandle,
    private readonly file: string,
  ) {}

  /** To be called after each commit, outside of transactions. */
  committed(): void {
    if (this.due) this.finish();
    if (++this.commits < commitsTogether || this.underWay) return;
    const took = performance.now() - this.since;
    this.commits = 0;
    this.since = performance.now();
    if (this.worker) this.ask(this.worker);
    else if (took < busy) this.begin();
  }

  async close(): Promise<void> {
    clearTimeout(this.end);
    const worker = this.worker;
    this.rest();
    await worker?.terminate();
  }

  private begin(): void {
    this.underWay = true;
    const worker = (this.worker = new Worker(checkpointWorkerFile, { workerData: { file: this.file }, resourceLimits }));
    worker.unref();
    worker.once('message', () => this.handle.pragma('wal_autocheckpoint = 0'));
    worker.on('message', (pages: number) => this.answered(pages));
    worker.on('error', (error) => {
      this.logger.warn(`Checkpoints are made between messages: ${error.message}`);
      this.rest();
    });
  }

  private ask(worker: Worker): void {
    this.underWay = true;
    worker.postMessage('checkpoint');
    clearTimeout(this.end);
    this.end = setTimeout(() => void this.close(), quiet).unref();
  }

  /** The thread never catches up with somebody who keeps writing: the last few pages are ours, and then the log begins anew. */
  private answered(pages: number): void {
    this.underWay = false;
    this.due = pages > mostPages;
  }

  private finish(): void {
    this.due = false;
    this.handle.pragma('wal_checkpoint(PASSIVE)');
  }

  private rest(): void {
    this.worker = undefined;
    this.underWay = false;
    if (this.handle.open) this.handle.pragma(`wal_autocheckpoint = ${pagesByItself}`);
  }
}
