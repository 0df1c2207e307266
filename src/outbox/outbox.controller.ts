import { Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AuditService } from '../audit/audit.service';
import { Allow, type Agent } from '../common/access';
import { CurrentAgent } from '../common/current-agent';
import { ChatError } from '../common/errors';
import { seeOther } from '../common/forms/form';
import { RowIdPipe } from '../common/forms/row-id.pipe';
import { flash } from '../common/http/flash';
import { Texts } from '../common/texts';
import { Database } from '../database/database';
import { dots, MailService, textOf } from './mail.service';
import { OutboxRunner } from './outbox-runner';
import { OutboxService } from './outbox.service';

/** How many jobs and mails the page shows, the newest first. */
const shown = 100;
const section = 'outbox';
/** Why a mail did not get there, as it is kept and as it is told. */
const troubles: Record<string, string> = {
  bounced: 'mail.whyBounced',
  stopped: 'mail.whyStopped',
  seen: 'mail.whySeen',
  unanswered: 'mail.whyUnanswered',
  restricted: 'mail.whyChoice',
  objection: 'mail.whyChoice',
  'no-consent': 'mail.whyChoice',
  'denied-by-signal': 'mail.whyChoice',
};

@Controller('settings/outbox')
@Allow('outbox.manage')
export class OutboxController {
  constructor(
    private readonly outbox: OutboxService,
    private readonly runner: OutboxRunner,
    private readonly mails: MailService,
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('settings/outbox')
  async list(@CurrentAgent() { workspaceId, role }: Agent) {
    const [jobs, mails] = await Promise.all([
      this.outbox.list(workspaceId, shown),
      this.mails.list(workspaceId, shown, role === 'owner'),
    ]);
    return {
      title: this.texts.t('en', 'settings.outboxTitle'),
      section,
      jobs: jobs.map(({ id, kind, state, attempts, runAt, error }) => {
        return { id, kind, state: this.runner.isRunning(id) ? 'running' : state, attempts, runAt, error };
      }),
      mails: mails.map(({ id, recipient, subject, at, state }) => ({ id, to: recipient, subject, at, state })),
    };
  }

  @Post(':id/retry')
  @Redirect()
  async retry(
    @CurrentAgent() { workspaceId }: Agent,
    @Param('id', RowIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.outbox.retry(workspaceId, id);
    flash(response, 'positive', 'notices.jobAgain');
    return seeOther('/settings/outbox');
  }

  @Get('mails/:id')
  @Render('settings/mail')
  async read(@CurrentAgent() { workspaceId, account, role }: Agent, @Param('id', RowIdPipe) id: string) {
    const mail = await this.mails.get(workspaceId, id);
    const { recipient, subject, at, state, trouble } = mail;
    // A link in it may set a password: whoever is no owner would become more than they are.
    if (mail.accountKind && role !== 'owner') throw new ChatError('request.not_found');
    if (mail.link)
      await this.database.transaction((tx) =>
        this.audit.record(tx, { workspaceId, accountId: account.id, action: 'mail.link_read', target: mail.subjectId ?? id }),
      );
    const why = trouble && this.texts.t('en', troubles[trouble] ?? 'mail.whyProvider');
    const text = textOf(mail);
    return { title: subject, section, mail: { to: recipient, subject, text, at, state, why, isHidden: text.includes(dots) } };
  }
}
