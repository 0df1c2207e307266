import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService, JUDGE } from '../../audit/audit.service';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import { OutboxService } from '../../outbox/outbox.service';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { AlertHistory } from './alert-history';
import { AlertMail } from './alert-mail';
import { ruleFor, watchedActs } from './alert-rules';
import type { SecurityAlert } from './security-alert.entity';

/** Looks at acts after they happened, and raises alerts: by a job of the outbox, so that a process that dies forgets none. */
@Injectable()
export class Alerts implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly history: AlertHistory,
    private readonly mail: AlertMail,
    private readonly identities: LegalIdentities,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.audit.watch(watchedActs);
    this.outbox.handle(JUDGE, ({ entry }) => this.judge(entry));
  }

  /** Twice is once. */
  private async judge(entryId: string): Promise<void> {
    const act = await this.history.of(entryId);
    const rule = act && ruleFor(act);
    // What concerns no workspace concerns whoever runs the server.
    const workspaceId = rule && (act.workspaceId ?? (await this.identities.operatorWorkspace()));
    if (!workspaceId) return;
    const at = this.clock.now();
    const alert: SecurityAlert = {
      ...{ id: newId(at.getTime()), workspaceId, accountId: act.accountId, rule, entryId, at },
      ...{ state: 'open', answeredBy: null, answeredAt: null },
    };
    await this.database.transaction(async (tx) => {
      const sql = `INSERT INTO security_alert (id, workspace_id, account_id, rule, entry_id, state, at) VALUES (?, ?, ?, ?, ?, 'open', ?)
        ON CONFLICT (entry_id) DO NOTHING RETURNING id`;
      const values = [alert.id, workspaceId, alert.accountId, rule, entryId, at.getTime()];
      if (!(await tx.run(sql, values)).length) return;
      await this.audit.record(tx, { workspaceId, accountId: null, action: 'alert.raised', target: alert.id, details: { rule } });
      await this.mail.raised(tx, alert, act);
    });
  }
}
