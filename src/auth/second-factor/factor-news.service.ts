import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { Clock } from '../../common/clock';
import { Texts } from '../../common/texts';
import type { Transaction } from '../../database/transaction';
import { AccountMail } from '../account-mail.service';

export type FactorKind = 'authenticator' | 'passkey';
type Action = 'factor.added' | 'factor.removed' | 'factor.codes_renewed' | 'factor.code_used' | 'factor.guessed';

interface News {
  accountId: string;
  workspaceId: string;
  action: Action;
  kind?: FactorKind;
  /** Keys of the catalogue. */
  subject: string;
  sentence: string;
}

const added: Record<FactorKind, string> = {
  authenticator: 'email.factorAdded.authenticator',
  passkey: 'email.factorAdded.passkey',
};
const removed: Record<FactorKind, string> = {
  authenticator: 'email.factorRemoved.authenticator',
  passkey: 'email.factorRemoved.passkey',
};

/**
 * What protects an account has changed: it is written down, and its person gets a mail, which nobody can switch off. Whoever did
 * not do it themselves learns of it that way.
 */
@Injectable()
export class FactorNews {
  constructor(
    private readonly audit: AuditService,
    private readonly mail: AccountMail,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  added(tx: Transaction, accountId: string, workspaceId: string, kind: FactorKind): Promise<void> {
    const words = { subject: 'email.factorAddedSubject', sentence: added[kind] };
    return this.tell(tx, { accountId, workspaceId, action: 'factor.added', kind, ...words });
  }

  removed(tx: Transaction, accountId: string, workspaceId: string, kind: FactorKind): Promise<void> {
    const words = { subject: 'email.factorRemovedSubject', sentence: removed[kind] };
    return this.tell(tx, { accountId, workspaceId, action: 'factor.removed', kind, ...words });
  }

  codesRenewed(tx: Transaction, accountId: string, workspaceId: string): Promise<void> {
    const words = { subject: 'email.codesRenewedSubject', sentence: 'email.codesRenewed' };
    return this.tell(tx, { accountId, workspaceId, action: 'factor.codes_renewed', ...words });
  }

  recoveryCodeUsed(tx: Transaction, accountId: string, workspaceId: string): Promise<void> {
    const words = { subject: 'email.codeUsedSubject', sentence: 'email.codeUsed' };
    return this.tell(tx, { accountId, workspaceId, action: 'factor.code_used', ...words });
  }

  /** Somebody knows the password and guesses codes. */
  guessed(tx: Transaction, accountId: string, workspaceId: string): Promise<void> {
    const words = { subject: 'email.codesGuessedSubject', sentence: 'email.codesGuessed' };
    return this.tell(tx, { accountId, workspaceId, action: 'factor.guessed', ...words });
  }

  private async tell(tx: Transaction, { accountId, workspaceId, action, kind, subject, sentence }: News): Promise<void> {
    await this.audit.record(tx, { workspaceId, accountId, action, target: accountId, ...(kind && { details: { kind } }) });
    const [person] = await tx.run<{ email: string; name: string }>('SELECT email, name FROM account WHERE id = ?', [accountId]);
    if (!person) return;
    const at = `${this.clock.now().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    await this.mail.send(
      tx,
      { id: accountId, email: person.email },
      {
        kind: 'security',
        subject,
        template: 'emails/factor',
        model: { name: person.name, sentence: this.texts.t('en', sentence), at },
      },
    );
  }
}
