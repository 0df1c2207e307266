import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { Clock } from '../../common/clock';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { MailService } from '../../outbox/mail.service';
import { OutboxService } from '../../outbox/outbox.service';
import { MembersService } from '../../workspaces/members.service';
import { isOver } from './case-rules';
import { referenceOf } from './case-letters.service';
import { CasesService } from './cases.service';
import { requestWords } from './letter-names';
import { REMIND, type Reminder } from './reminder-times';

/** Tells the owners of a workspace that an answer is due, or late. */
@Injectable()
export class CaseReminders implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly members: MembersService,
    private readonly mails: MailService,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle(REMIND, ({ caseId, what, due }) => this.remind(caseId, what as Reminder, Number(due)));
  }

  /** A case that is over, or got more time since, needs no reminder of the old date. */
  private async remind(caseId: string, what: Reminder, due: number): Promise<void> {
    const one = await this.cases.byId(caseId);
    if (!one || isOver(one.state) || one.dueAt.getTime() !== due) return;
    const { workspaceId } = one;
    const owners = (await this.members.list(workspaceId)).filter(({ role }) => role === 'owner');
    const days = Math.max(0, Math.ceil((due - this.clock.millis()) / 86_400_000));
    const about = { reference: referenceOf(one), kind: this.texts.t('en', requestWords[one.kind]), days };
    const text = (key: string) => this.texts.t('en', key, about);
    const isLate = what === 'overdue';
    await this.database.transaction(async (tx) => {
      for (const { id, email } of owners)
        await this.mails.send(tx, {
          workspaceId,
          to: email,
          about: { kind: 'account', id },
          subject: text(isLate ? 'cases.overdueSubject' : 'cases.dueSubject'),
          template: 'emails/letter',
          model: { body: text(isLate ? 'cases.overdueBody' : 'cases.dueBody'), foot: text('cases.mailFoot') },
        });
      const act = { action: isLate ? 'case.overdue' : 'case.reminded', target: caseId, details: { kind: one.kind } };
      await this.audit.record(tx, { workspaceId, accountId: null, ...act });
    });
  }
}
