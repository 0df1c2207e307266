import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service';
import type { Agent } from '../common/access';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { missingFields, type NeededField } from './identity/missing-fields';
import { LegalIdentity, operatorHolder } from './legal-identity.entity';
import { Workspace } from './workspace.entity';

export { missingFields };
export type IdentityFields = Omit<LegalIdentity, 'holder' | 'changedAt'>;
/** What nobody said is empty; a minimum age there always is. */
export const noIdentity: IdentityFields = {
  legalName: '',
  address: '',
  contact: '',
  officer: '',
  representative: '',
  authority: '',
  minimumAge: 16,
  noticeUrl: '',
};

/** Who answers for personal data: each workspace for its visitors, the operator of the server for accounts. */
@Injectable()
export class LegalIdentities {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** @param holder a workspace's id, or `operator` */
  async of(holder: string): Promise<IdentityFields> {
    const row = await this.database.read.findOneBy(LegalIdentity, { holder });
    if (!row) return noIdentity;
    const { holder: _holder, changedAt: _changedAt, ...fields } = row;
    return fields;
  }

  ofOperator(): Promise<IdentityFields> {
    return this.of(operatorHolder);
  }

  /** What a workspace still has to say before its widget can go live. */
  async missing(workspaceId: string): Promise<NeededField[]> {
    return missingFields(await this.database.read.findOneBy(LegalIdentity, { holder: workspaceId }));
  }

  /** Keeps what somebody said of their business, as part of the transaction. */
  async keep(tx: Transaction, holder: string, fields: IdentityFields): Promise<void> {
    await tx.manager.save(LegalIdentity, { ...fields, holder, changedAt: this.clock.now() });
    tx.afterCommit(() => this.events.publish('identity.changed', { holder }));
  }

  async change({ workspaceId, account }: Agent, holder: string, fields: IdentityFields): Promise<void> {
    const before = await this.of(holder);
    const settings = (Object.keys(fields) as (keyof IdentityFields)[]).filter((field) => before[field] !== fields[field]).sort();
    if (!settings.length) return;
    await this.database.transaction(async (tx) => {
      await this.keep(tx, holder, fields);
      const action = holder === operatorHolder ? 'identity.operator_changed' : 'identity.changed';
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action,
        target: holder,
        details: { settings },
      });
    });
  }

  /** The workspace that was set up with the server: its owners act for the operator. */
  async operatorWorkspace(): Promise<string | undefined> {
    const [oldest] = await this.database.read.find(Workspace, { order: { createdAt: 'ASC', id: 'ASC' }, take: 1 });
    return oldest?.id;
  }

  /** Whether somebody decides for the company that runs the server: an owner of the workspace that it was set up with. */
  async isOperator({ role, workspaceId }: Pick<Agent, 'role' | 'workspaceId'>): Promise<boolean> {
    return role === 'owner' && (await this.operatorWorkspace()) === workspaceId;
  }
}
