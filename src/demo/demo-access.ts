import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity';
import { PasswordsService } from '../auth/passwords.service';
import { randomToken } from '../common/ids';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { Database } from '../database/database';
import { team } from './demo-workspace';

export interface Access {
  site: string;
  inbox: string;
  agents: { email: string; password: string }[];
}

/**
 * `DATA_DIR/demo.json`: where to go and how to get in, readable by its owner only. A password that everybody knows would open
 * the door wherever somebody tries the demo in the open, so each demo has its own.
 */
@Injectable()
export class DemoAccess {
  private readonly file: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly database: Database,
    private readonly passwords: PasswordsService,
  ) {
    this.file = join(settings.DATA_DIR, 'demo.json');
  }

  forget(): void {
    rmSync(this.file, { force: true });
  }

  /** Writes the file for the server's address of today; the password stays, unless the file was lost. */
  async publish(address: string): Promise<Access> {
    const access = { site: `${address}/demo`, inbox: `${address}/inbox`, agents: this.kept() ?? (await this.renewed()) };
    mkdirSync(join(this.file, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(this.file, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
    // The mode above counts only for a new file.
    chmodSync(this.file, 0o600);
    return access;
  }

  private kept(): Access['agents'] | undefined {
    try {
      const { agents } = JSON.parse(readFileSync(this.file, 'utf8')) as Access;
      return agents.length ? agents : undefined;
    } catch {
      return undefined;
    }
  }

  private async renewed(): Promise<Access['agents']> {
    const password = `ash-${randomToken(96)}`;
    const passwordHash = await this.passwords.hash(password);
    const emails = Object.values(team).map(({ email }) => email);
    await this.database.transaction(async (tx) => {
      for (const email of emails) await tx.manager.update(Account, { email }, { passwordHash });
    });
    return emails.map((email) => ({ email, password }));
  }
}
