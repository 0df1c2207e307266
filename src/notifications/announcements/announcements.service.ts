import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { AccountMail } from '../../auth/account-mail.service';
import type { Agent } from '../../common/access';
import { OwnAddress } from '../../common/http/own-address';
import { Database } from '../../database/database';

export const announcementKinds = ['news', 'support', 'security'] as const;
export interface Announcement {
  kind: (typeof announcementKinds)[number];
  subject: string;
  body: string;
}

/** Letters to people with a login: to those of a workspace, and from the operator's, which was the first, to all of this server. */
@Injectable()
export class Announcements {
  constructor(
    private readonly database: Database,
    private readonly mail: AccountMail,
    private readonly audit: AuditService,
    private readonly own: OwnAddress,
  ) {}

  /** @returns how many get it; whoever wants none of the kind does not, unless it is about security */
  async send({ workspaceId, account }: Agent, { kind, subject, body }: Announcement): Promise<number> {
    const isOperator = await this.mail.isOperator(workspaceId);
    const among = isOperator ? '' : 'AND m.workspace_id = ?';
    const sql = `SELECT a.id, a.email FROM account a WHERE EXISTS (
      SELECT 1 FROM member m WHERE m.account_id = a.id AND m.disabled_at IS NULL ${among}) ORDER BY a.id`;
    return this.database.transaction(async (tx) => {
      const people = await tx.run<{ id: string; email: string }>(sql, isOperator ? [] : [workspaceId]);
      const letter = { kind, workspaceId, subject: 'email.announcementSubject', template: 'emails/announcement' } as const;
      const model = { body, isSecurity: kind === 'security', choices: this.own.linkTo('/settings/you/mails') };
      let sent = 0;
      for (const person of people) if (await this.mail.send(tx, person, { ...letter, parameters: { subject }, model })) sent++;
      const details = { kind, sent };
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        action: 'announcement.sent',
        target: workspaceId,
        details,
      });
      return sent;
    });
  }
}
