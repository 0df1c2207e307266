import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import type { SignedCheckpoint } from './checkpoint';

export const witnessFile = ({ DATA_DIR }: Pick<Settings, 'DATA_DIR'>) => join(DATA_DIR, 'audit.checkpoints');

/**
 * The newest checkpoint of each chain, in a file beside the database that no backup should have: a database that is put back as it was, or
 * whose last entries somebody took away together with what tells of them, is seen by it.
 */
@Injectable()
export class CheckpointWitness {
  private readonly logger = new Logger('audit');
  private readonly file: string;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.file = witnessFile(settings);
  }

  keep(document: SignedCheckpoint): void {
    const { chain, place, kind } = document.checkpoint;
    const known = this.all();
    const before = known.get(chain);
    if (before && kind !== 'restored' && before.checkpoint.place > place) return;
    known.set(chain, document);
    this.write(known);
  }

  /** Of a chain that is not here any more. */
  forget(chain: string): void {
    const known = this.all();
    if (known.delete(chain)) this.write(known);
  }
  of(chain: string): SignedCheckpoint | undefined {
    return this.all().get(chain);
  }

  all(): Map<string, SignedCheckpoint> {
    return readWitness(this.file);
  }

  private write(known: ReadonlyMap<string, SignedCheckpoint>): void {
    const lines = [...known.values()].map((one) => JSON.stringify(one));
    try {
      mkdirSync(join(this.file, '..'), { recursive: true });
      writeFileSync(`${this.file}.new`, `${lines.join('\n')}\n`, { mode: 0o600 });
      renameSync(`${this.file}.new`, this.file);
    } catch (error) {
      this.logger.warn(
        `A checkpoint of the log could not be kept beside the database: ${(error as NodeJS.ErrnoException).code}.`,
      );
    }
  }
}

/** A line that is no checkpoint is as good as none. */
export function readWitness(file: string): Map<string, SignedCheckpoint> {
  const known = new Map<string, SignedCheckpoint>();
  for (const line of textOf(file).split('\n').filter(Boolean))
    try {
      const document = JSON.parse(line) as SignedCheckpoint;
      if (document.checkpoint?.chain) known.set(document.checkpoint.chain, document);
    } catch {
      continue;
    }
  return known;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
