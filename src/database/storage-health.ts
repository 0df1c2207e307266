import { Injectable, Logger } from '@nestjs/common';
import { ChatError } from '../common/errors';

/** What the drivers say when the disk, not the caller, is at fault. */
const faults =
  /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOMEM|BUSY)|53100|53200|53300|57P0\d|08\d{3}|25006|58030|ECONN|EPIPE|ENOSPC|EROFS|EDQUOT)/;

/** Knows whether the last write reached the disk. */
@Injectable()
export class StorageHealth {
  private readonly logger = new Logger('storage');
  private failure?: { since: Date; reason: string };

  get failing(): { since: Date; reason: string } | undefined {
    return this.failure;
  }

  isFault(error: unknown): boolean {
    const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
    return faults.test(driverError?.code ?? code ?? '') || (error as Error)?.message === 'Connection terminated unexpectedly';
  }

  succeeded(): void {
    if (!this.failure) return;
    this.logger.log(`Writing works again after ${Math.round((Date.now() - this.failure.since.getTime()) / 1000)} s.`);
    this.failure = undefined;
  }

  /** Remembers a fault of the disk and returns the error that callers see instead. */
  failed(error: unknown): ChatError {
    const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
    const reason = driverError?.code ?? code ?? 'unknown';
    if (!this.failure)
      this.logger.error(`Cannot write: ${reason}. Senders are told that nothing was saved; trying again every second.`);
    this.failure = { since: this.failure?.since ?? new Date(), reason };
    return new ChatError('storage.unavailable', { retryAfter: 2 });
  }
}
