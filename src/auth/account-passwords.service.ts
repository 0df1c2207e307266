import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transaction';
import { lockedHash } from './locked-password';
import { PasswordsService } from './passwords.service';
import { SessionsService } from './sessions.service';

/** What a password that is taken away or changed takes along: every session of the account. */
@Injectable()
export class AccountPasswords {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
  ) {}

  hash(password: string): Promise<string> {
    return this.passwords.hash(password);
  }

  lock(tx: Transaction, accountId: string): Promise<void> {
    return this.set(tx, accountId, lockedHash);
  }

  async set(tx: Transaction, accountId: string, hash: string): Promise<void> {
    await tx.run('UPDATE account SET password_hash = ? WHERE id = ?', [hash, accountId]);
    await this.sessions.endEverywhere(tx, accountId);
  }
}
