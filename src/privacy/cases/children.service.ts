import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { OutboxService } from '../../outbox/outbox.service';
import { PersonDirectory } from '../people/person-directory.service';
import type { Person } from '../privacy.types';
import { StandingService } from '../standing.service';
import { CaseExecution } from './case-execution.service';
import { CasesService } from './cases.service';
import type { PrivacyCase } from './privacy-case.entity';

/** Kind of the job that erases if nobody objected. */
const ERASE_CHILD = 'child.erase';
/** Milliseconds in which a mistake can be put right. */
const secondThoughts = 24 * 3_600_000;

/**
 * Somebody of the team says that a visitor is a child: the data is locked at once, and erased within a day, unless somebody who answers for
 * the business refuses that meanwhile, with a reason.
 */
@Injectable()
export class Children implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly execution: CaseExecution,
    private readonly standing: StandingService,
    private readonly people: PersonDirectory,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle(ERASE_CHILD, ({ caseId }) => this.erase(caseId));
  }

  /** Saying it twice is saying it once. */
  async flag({ workspaceId, account }: Agent, person: Person): Promise<PrivacyCase> {
    const accountId = account.id;
    await this.standing.restrict(person, accountId);
    const known = await this.cases.openOf(person, 'erasure');
    if (known) return known;
    const language = (await this.people.contactOf(person))?.language ?? 'en';
    return this.database.transaction(async (tx) => {
      const asked = { workspaceId, controller: 'workspace', kind: 'erasure', channel: 'team', proof: 'team' } as const;
      const one = await this.cases.open(tx, { ...asked, language, person, expedited: true }, accountId);
      await this.audit.record(tx, { workspaceId, accountId, action: 'child.flagged', target: person.id });
      const runAt = new Date(this.clock.millis() + secondThoughts);
      await this.outbox.add(tx, { kind: ERASE_CHILD, workspaceId, payload: { caseId: one.id }, runAt });
      return one;
    });
  }

  private async erase(caseId: string): Promise<void> {
    const one = await this.cases.byId(caseId);
    if (one?.state !== 'verified') return;
    const approved = await this.database.transaction((tx) => this.cases.move(tx, one, 'approved'));
    await this.execution.begin(approved, { accountId: null });
  }
}
