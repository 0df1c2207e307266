import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.entity';
import { Texts } from '../common/texts';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { mutableMailKinds, type AccountMailKind, type MutableMailKind } from '../outbox/mail.entity';
import { MailService } from '../outbox/mail.service';

export interface NewAccountMail {
  kind: AccountMailKind;
  /** Key of the catalogue; `parameters` stand in it. */
  subject: string;
  parameters?: Record<string, string>;
  template: `emails/${string}`;
  model?: object;
  link?: string;
  /** Another address than the account's own. */
  to?: string;
  /** The workspace that says it; left out for what is about the login, which the operator's workspace sends. */
  workspaceId?: string;
}
type Addressee = Pick<Account, 'id' | 'email'>;

/**
 * Mails to people with a login. What is about the login itself goes through the workspace that was made first, its operator's: an account
 * can belong to several businesses, and none of them may send, or read, the link that opens it to the others.
 */
@Injectable()
export class AccountMail {
  private operator: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly mails: MailService,
    private readonly texts: Texts,
  ) {}

  /** @returns false if the person wants no mail of this kind */
  async send(tx: Transaction, { id, email }: Addressee, mail: NewAccountMail): Promise<boolean> {
    if (isMutable(mail.kind) && (await this.mutedBy(tx, id)).includes(mail.kind)) return false;
    await this.write(tx, { to: email, ...mail, about: { kind: 'account', id } });
    return true;
  }

  /** To somebody who has no account yet. @param id of their registration, which stands for them */
  sendToStranger(
    tx: Transaction,
    { id, email }: { id: string; email: string },
    mail: NewAccountMail & { kind: 'login' },
  ): Promise<void> {
    return this.write(tx, { ...mail, to: email, about: { kind: 'account', id } });
  }

  private async write(
    tx: Transaction,
    mail: NewAccountMail & { to: string; about: { kind: 'account'; id: string } },
  ): Promise<void> {
    const { kind, subject, parameters, template, model = {}, link, to, about } = mail;
    await this.mails.send(tx, {
      workspaceId: mail.workspaceId ?? (await this.operatorsWorkspace()),
      to,
      about,
      subject: this.texts.t('en', subject, parameters),
      template,
      model: { ...parameters, ...model },
      accountKind: kind,
      link,
    });
  }

  /** The operator's own: the workspace that was made first. */
  async isOperator(workspaceId: string): Promise<boolean> {
    return (await this.operatorsWorkspace()) === workspaceId;
  }

  private async mutedBy(tx: Transaction, id: string): Promise<string[]> {
    const [found] = await tx.run<{ muted: string }>('SELECT muted_mails AS muted FROM account WHERE id = ?', [id]);
    return JSON.parse(found?.muted ?? '[]') as string[];
  }

  private async operatorsWorkspace(): Promise<string> {
    const sql = 'SELECT id FROM workspace ORDER BY created_at, id LIMIT 1';
    this.operator ??= (await this.database.query<{ id: string }>(sql))[0]!.id;
    return this.operator;
  }
}

const isMutable = (kind: AccountMailKind): kind is MutableMailKind => (mutableMailKinds as readonly string[]).includes(kind);
