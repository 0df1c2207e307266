import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { hashOfToken } from '../../common/token-hash';
import { randomToken } from '../../common/ids';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { SettingsStore } from '../../database/settings-store';
import type { Transaction } from '../../database/transaction';

const name = 'setup.key';

/** The key that opens the set-up page, once. The database knows its hash; the file in the data folder has the link itself. */
@Injectable()
export class SetupKey {
  private readonly logger = new Logger('setup');
  private readonly file: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly database: Database,
    private readonly store: SettingsStore,
  ) {
    this.file = join(settings.DATA_DIR, 'setup-link');
  }

  /** The link for people, also written to the file. A server that starts again keeps its key: the link in a terminal stays good. */
  async publish(address: string): Promise<string> {
    const kept = this.inFile();
    const key = kept && (await this.isRight(kept)) ? kept : randomToken(256);
    if (key !== kept) await this.database.transaction((tx) => this.store.set(tx, name, hashOfToken(key)));
    const link = `${address}/setup?key=${key}`;
    this.write(link);
    return link;
  }

  async isRight(key: string): Promise<boolean> {
    return (await this.store.get(name)) === hashOfToken(key);
  }

  /** Uses the key up; false if somebody else was faster. */
  async spend(tx: Transaction, key: string): Promise<boolean> {
    const sql = 'DELETE FROM setting WHERE name = ? AND value = ? RETURNING name';
    return (await tx.run(sql, [name, hashOfToken(key)])).length > 0;
  }

  removeFile(): void {
    rmSync(this.file, { force: true });
  }

  /** The link is printed as well: a data folder that cannot be written to is reported, and no reason to stop. */
  private write(link: string): void {
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      writeFileSync(this.file, `${link}\n`, { mode: 0o600 });
      // The mode above counts only for a new file.
      chmodSync(this.file, 0o600);
    } catch (error) {
      this.logger.warn(`The link for setting up could not be written to ${this.file}: ${(error as NodeJS.ErrnoException).code}.`);
    }
  }

  private inFile(): string | undefined {
    try {
      return /key=([\w-]{43})\s*$/.exec(readFileSync(this.file, 'utf8'))?.[1];
    } catch {
      return undefined;
    }
  }
}
