import { mkdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

/** One erasure, as it has to be known even when the database is one from before it. */
export interface LedgerEntry {
  erasure: string;
  kind: 'visitor' | 'account';
  subject: string;
  workspace: string;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * Which persons were erased, as keyed hashes: one line each, only ever added to. It is no part of a backup, so that it is not put
 * back along with the data that it is about.
 */
@Injectable()
export class ErasureLedger {
  private readonly logger = new Logger('privacy');
  readonly file: string;
  private known?: Set<string>;

  constructor(@Inject(SETTINGS) { ERASURE_LEDGER, DATA_DIR }: Settings) {
    this.file = ERASURE_LEDGER ?? join(DATA_DIR, 'erasures.ledger');
  }

  /** On disk when it settles. The same erasure again is no second line. */
  async add(entry: LedgerEntry): Promise<void> {
    this.known ??= new Set(this.read().map(({ erasure }) => erasure));
    if (this.known.has(entry.erasure)) return;
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    const file = await open(this.file, 'a', 0o600);
    try {
      // A line of its own also after one that a power cut left without its end.
      await file.write(`\n${JSON.stringify(entry)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    this.known.add(entry.erasure);
  }

  /** Everything in it. A line that was cut off was never acted on: the work begins when it is whole. */
  read(): LedgerEntry[] {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    const entries: LedgerEntry[] = [];
    for (const line of text.split('\n')) {
      const entry = line && parsed(line);
      if (entry) entries.push(entry);
      else if (line) this.logger.warn('The erasure ledger has a line that cannot be read; it is left out.');
    }
    return entries;
  }
}

function parsed(line: string): LedgerEntry | undefined {
  try {
    const entry = JSON.parse(line) as LedgerEntry;
    return typeof entry.subject === 'string' && typeof entry.at === 'number' ? entry : undefined;
  } catch {
    return undefined;
  }
}
