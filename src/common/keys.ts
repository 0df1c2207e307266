import { hkdfSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { randomToken } from './ids';

/** Gives each use a key of its own, all derived from the one secret of the installation (RFC 5869). */
@Injectable()
export class Keys {
  private readonly secret: string;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.secret = settings.SECRET_KEY ?? secretIn(join(settings.DATA_DIR, 'keys'));
  }

  /** @returns 32 bytes */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, 'parlour', purpose, 32));
  }
}

/** Reads the secret, or makes it at the first start; `wx` lets only one of two processes that start together win. */
function secretIn(folder: string): string {
  const file = join(folder, 'secret');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomToken(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
