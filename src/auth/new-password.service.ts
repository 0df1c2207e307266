import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.entity';
import { AuditService } from '../audit/audit.service';
import { OwnAddress } from '../common/http/own-address';
import type { Transaction } from '../database/transaction';
import { AccountMail } from './account-mail.service';
import { PasswordsService } from './passwords.service';
import { SessionsService } from './sessions.service';

export interface PreparedPassword {
  account: Pick<Account, 'id' | 'email' | 'name'>;
  passwordHash: string;
}

/** What has to happen whenever an account gets another password, however it came to it. */
@Injectable()
export class NewPassword {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly mail: AccountMail,
    private readonly audit: AuditService,
    private readonly own: OwnAddress,
  ) {}

  /** The slow part, before a transaction. @throws ChatError `request.invalid` */
  async prepare(account: PreparedPassword['account'], password: string): Promise<PreparedPassword> {
    return { account, passwordHash: await this.passwords.choose(password, account) };
  }

  /**
   * Whoever knew the former password is out: every session but `keep` ends with its sockets, links that were asked for are void, and the
   * person is told.
   */
  async keep(
    tx: Transaction,
    { account, passwordHash }: PreparedPassword,
    { how, keep, workspaceId = null }: { how: 'password.reset' | 'password.changed'; keep?: string; workspaceId?: string | null },
  ): Promise<void> {
    await tx.run('UPDATE account SET password_hash = ? WHERE id = ?', [passwordHash, account.id]);
    await tx.run('DELETE FROM password_reset WHERE account_id = ?', [account.id]);
    await tx.run('DELETE FROM address_change WHERE account_id = ?', [account.id]);
    await this.sessions.endOthers(tx, account.id, keep);
    await this.audit.record(tx, { workspaceId, accountId: account.id, action: how, target: account.id });
    await this.mail.send(tx, account, {
      kind: 'security',
      subject: 'email.passwordChangedSubject',
      template: 'emails/password-changed',
      model: { help: this.own.linkTo('/reset') },
    });
  }
}
