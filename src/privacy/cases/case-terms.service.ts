import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { AuditService } from '../../audit/audit.service';
import { Database } from '../../database/database';
import { dueAt, jurisdictions, isJurisdiction } from './case-clock';
import { CaseSetting, usualTerms } from './case-setting.entity';

/** By which law a workspace answers, and until when. */
@Injectable()
export class CaseTerms {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
  ) {}

  async of(workspaceId: string): Promise<Pick<CaseSetting, 'jurisdiction' | 'timeZone'>> {
    return (await this.database.read.findOneBy(CaseSetting, { workspaceId })) ?? usualTerms;
  }

  /** Holds for what comes from now on: a time limit that runs is not changed. */
  async choose({ workspaceId, account }: Agent, terms: Pick<CaseSetting, 'jurisdiction' | 'timeZone'>): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.run(
        `INSERT INTO case_setting (workspace_id, jurisdiction, time_zone) VALUES (?, ?, ?)
         ON CONFLICT (workspace_id) DO UPDATE SET jurisdiction = excluded.jurisdiction, time_zone = excluded.time_zone`,
        [workspaceId, terms.jurisdiction, terms.timeZone],
      );
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'case.terms',
        target: terms.jurisdiction,
      });
    });
  }

  async dueOf(workspaceId: string, receivedAt: Date): Promise<{ jurisdiction: string; dueAt: Date }> {
    const { jurisdiction, timeZone } = await this.of(workspaceId);
    return { jurisdiction, dueAt: new Date(dueAt(receivedAt.getTime(), jurisdictions[jurisdiction].answer, timeZone)) };
  }

  /** Undefined where the law under which it was received allows no more time. */
  async extendedDueOf(workspaceId: string, receivedAt: Date, jurisdiction: string): Promise<Date | undefined> {
    const { timeZone } = await this.of(workspaceId);
    const extended = isJurisdiction(jurisdiction) ? jurisdictions[jurisdiction].extended : null;
    return extended ? new Date(dueAt(receivedAt.getTime(), extended, timeZone)) : undefined;
  }
}
