import { Injectable } from '@nestjs/common';
import { AccountMail } from '../../auth/account-mail.service';
import { OwnAddress } from '../../common/http/own-address';
import type { Transaction } from '../../database/transaction';

interface Row {
  id: string;
  email: string;
}

/** Tells those who manage a workspace who came and who went. They can do without. */
@Injectable()
export class MemberNews {
  constructor(
    private readonly mail: AccountMail,
    private readonly own: OwnAddress,
  ) {}

  async tell(tx: Transaction, workspaceId: string, accountId: string, what: 'joined' | 'left'): Promise<void> {
    const [names] = await tx.run<{ name: string; workspace: string }>(
      'SELECT a.name, w.name AS workspace FROM account a, workspace w WHERE a.id = ? AND w.id = ?',
      [accountId, workspaceId],
    );
    const managing = await tx.run<Row>(
      `SELECT a.id, a.email FROM member m JOIN account a ON a.id = m.account_id
       WHERE m.workspace_id = ? AND m.role IN ('owner', 'admin') AND m.disabled_at IS NULL AND a.id <> ?`,
      [workspaceId, accountId],
    );
    const subject = what === 'left' ? 'email.memberLeftSubject' : 'email.memberJoinedSubject';
    const model = { left: what === 'left', choices: this.own.linkTo('/settings/you/mails') };
    for (const one of managing)
      await this.mail.send(tx, one, {
        kind: 'workspace',
        workspaceId,
        subject,
        parameters: { ...names },
        template: 'emails/member-news',
        model,
      });
  }
}
