import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Database as SqliteHandle } from 'better-sqlite3';

const flushed = promisify(fdatasync);

/**
 * Brings SQLite's write-ahead log to the disk, as `synchronous=FULL` does within each commit, but in one of Node's own threads: whoever
 * answers people goes on meanwhile. What was committed counts only when this has settled.
 */
export class LogFlush {
  private log?: number;
  private inDoubt = false;

  constructor(
    private readonly handle: SqliteHandle,
    private readonly flushFile: (descriptor: number) => Promise<void> = flushed,
  ) {
    // From here on no commit flushes by itself; SQLite still does so before it carries the log over.
    handle.pragma('synchronous = NORMAL');
  }

  /** Settles when everything that was committed by the time of the call is on disk. */
  async flush(): Promise<void> {
    if (this.inDoubt) return this.carryOver();
    try {
      await this.flushFile((this.log ??= openSync(`${this.handle.name}-wal`, 'r+')));
    } catch (error) {
      this.inDoubt = true;
      throw error;
    }
  }

  close(): void {
    if (this.log !== undefined) closeSync(this.log);
    this.log = undefined;
  }

  /**
   * After a flush that failed, the next one of the same bytes may succeed although they never reached the disk: the system has
   * forgotten that they are new. So the whole log is written once more, into the database's own file.
   */
  private carryOver(): void {
    const [{ busy, log, checkpointed }] = this.handle.pragma('wal_checkpoint(FULL)') as Record<string, number>[];
    if (busy || log !== checkpointed) throw Object.assign(new Error('The log is in use'), { code: 'SQLITE_BUSY' });
    this.inDoubt = false;
  }
}
