import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import type { Database as SqliteHandle } from 'better-sqlite3';
import { checkpointWorkerFile } from '../../common/paths';

/** Commits between two looks at the log. */
const commitsTogether = 64;
/** Pages, 4 MB, that are carried over together: a page that changed ten times meanwhile is written once. */
const pagesTogether = 1_000;
/** Milliseconds for that many commits, below which there is enough to do for a thread. */
const busy = 1_000;
/** Milliseconds without a commit after which the thread ends and gives its memory back. */
const quiet = 10_000;
/** Pages in the log, 16 MB, from which on it has to come to an end. */
const mostPages = 4_000;
/** The thread holds next to nothing. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 };
/** `busy`: not all of it could be done. `log`: pages that stand in the log. */
interface Checkpoint {
  busy: number;
  log: number;
}
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
  /** Of those who asked, in the order in which they did. */
  private readonly waiting: ((found: Checkpoint) => void)[] = [];
  private due = false;
  private end?: NodeJS.Timeout;

  constructor(
    private readonly handle: SqliteHandle,
    private readonly file: string,
  ) {}

  /** To be called after each commit, outside of transactions. @returns what the next commit has to wait for, now and then */
  committed(): Promise<void> | undefined {
    if (this.due && !this.waiting.length) return this.finish();
    if (++this.commits < commitsTogether || this.waiting.length) return undefined;
    const took = performance.now() - this.since;
    this.commits = 0;
    this.since = performance.now();
    if (!this.worker && took >= busy) return undefined;
    const [{ log, checkpointed }] = this.handle.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    if (!this.worker || log - checkpointed > pagesTogether) void this.ask('PASSIVE');
    return undefined;
  }

  /** Leaves nothing in the log. To be called while nobody writes. @returns whether it could be: not while somebody reads from it */
  async empty(): Promise<boolean> {
    return !(await this.ask('TRUNCATE')).busy;
  }

  /** Carries over what is there, while everybody goes on. */
  async carryOver(): Promise<void> {
    await this.ask('PASSIVE');
  }

  async close(): Promise<void> {
    clearTimeout(this.end);
    const worker = this.worker;
    this.rest();
    await worker?.terminate();
  }

  private ask(how: 'PASSIVE' | 'TRUNCATE'): Promise<Checkpoint> {
    const worker = (this.worker ??= this.begin());
    clearTimeout(this.end);
    this.end = setTimeout(() => void this.close(), quiet).unref();
    worker.ref();
    worker.postMessage(how);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private begin(): Worker {
    const worker = new Worker(checkpointWorkerFile, { workerData: { file: this.file }, resourceLimits });
    worker.on('message', (found: Checkpoint) => this.worker === worker && this.answered(found));
    worker.on('error', (error) => {
      this.logger.warn(`Checkpoints are made between messages: ${error.message}`);
      if (this.worker === worker) this.rest();
    });
    this.handle.pragma('wal_autocheckpoint = 0');
    return worker;
  }

  private answered(found: Checkpoint): void {
    this.due = found.log > mostPages;
    this.waiting.shift()?.(found);
    if (!this.waiting.length) this.worker?.unref();
  }

  /** The thread never catches up with somebody who keeps writing: the last few pages are carried over while nobody does, and the log begins anew. */
  private async finish(): Promise<void> {
    await this.ask('PASSIVE');
    // Where somebody else still reads from it, it is tried again with the next thousand pages, not at each commit.
    this.due = false;
  }

  private rest(): void {
    this.worker = undefined;
    this.due = false;
    for (const answer of this.waiting.splice(0)) answer({ busy: 1, log: 0 });
    if (this.handle.open) this.handle.pragma(`wal_autocheckpoint = ${pagesByItself}`);
  }
}
