import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent, Role } from '../../common/access';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import type { RequiredOf } from './second-factor-policy.entity';
import { isWantedOf, SecondFactors } from './second-factors.service';

export interface Covered {
  accountId: string;
  name: string;
  role: Role;
  hasFactor: boolean;
}

const reading = `SELECT m.account_id AS "accountId", a.name, m.role,
  CASE WHEN EXISTS (SELECT 1 FROM authenticator t WHERE t.account_id = a.id AND t.confirmed_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM passkey p WHERE p.account_id = a.id) THEN 1 ELSE 0 END AS "hasFactor"
FROM member m JOIN account a ON a.id = m.account_id WHERE m.workspace_id = ? ORDER BY a.name`;

const writing = `INSERT INTO second_factor_policy (workspace_id, required_of) VALUES (?, ?)
ON CONFLICT (workspace_id) DO UPDATE SET required_of = excluded.required_of`;

/** Who of a workspace has to have a second factor. */
@Injectable()
export class FactorPolicy {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
    private readonly audit: AuditService,
    private readonly events: EventBus,
  ) {}

  of(workspaceId: string): Promise<RequiredOf> {
    return this.factors.policyOf(workspaceId);
  }

  async members(workspaceId: string): Promise<Covered[]> {
    const rows = await this.database.query<Omit<Covered, 'hasFactor'> & { hasFactor: number }>(reading, [workspaceId]);
    return rows.map((row) => ({ ...row, hasFactor: Number(row.hasFactor) === 1 }));
  }

  /** Whoever is wanted to have one and has none is led to the set-up from here on, and their sockets end at once. */
  async change({ workspaceId, account }: Agent, requiredOf: RequiredOf): Promise<void> {
    const before = await this.of(workspaceId);
    const members = await this.members(workspaceId);
    const isOtherFor = (role: Role) => isWantedOf(before, role) !== isWantedOf(requiredOf, role);
    await this.database.transaction(async (tx) => {
      await tx.run(writing, [workspaceId, requiredOf]);
      const act = { workspaceId, accountId: account.id, action: 'factor.policy_changed', target: workspaceId };
      await this.audit.record(tx, { ...act, details: { requiredOf } });
      tx.afterCommit(() => {
        for (const { accountId, role, hasFactor } of members)
          if (!hasFactor && isOtherFor(role)) this.events.publish('member.changed', { workspaceId, accountId });
      });
    });
  }
}
