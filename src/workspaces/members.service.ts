import { Injectable } from '@nestjs/common';
import { SessionsService } from '../auth/sessions.service';
import { AuditService } from '../audit/audit.service';
import { roles, type Agent, type Role } from '../common/access';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { checkChange, mayInvite } from './members/member-rules';

export { mayInvite } from './members/member-rules';

export interface MemberEntry {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabledAt: number | null;
}

/** Who belongs to a workspace, and as what. */
@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly events: EventBus,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  list(workspaceId: string): Promise<MemberEntry[]> {
    return this.database.query(
      `SELECT a.id, a.name, a.email, m.role, m.disabled_at AS "disabledAt" FROM member m JOIN account a ON a.id = m.account_id
       WHERE m.workspace_id = ? ORDER BY m.joined_at, a.id`,
      [workspaceId],
    );
  }

  async isMember(workspaceId: string, accountId: string): Promise<boolean> {
    const sql = 'SELECT role FROM member WHERE workspace_id = ? AND account_id = ? AND disabled_at IS NULL';
    return (await this.database.query(sql, [workspaceId, accountId])).length > 0;
  }

  /** Whoever belongs to the workspace already keeps their role. */
  async add(tx: Transaction, workspaceId: string, accountId: string, role: Role): Promise<void> {
    await tx.run('INSERT INTO member (workspace_id, account_id, role, joined_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      workspaceId,
      accountId,
      role,
      this.clock.millis(),
    ]);
    tx.afterCommit(() => this.events.publish('member.changed', { workspaceId, accountId }));
  }

  async changeRole(agent: Agent, accountId: string, role: Role): Promise<void> {
    await this.change(agent, accountId, role, async (tx) => {
      const sql = 'UPDATE member SET role = ? WHERE workspace_id = ? AND account_id = ?';
      await tx.run(sql, [role, agent.workspaceId, accountId]);
    });
  }

  /** Both have agreed. @throws ChatError if whoever offers it is no owner any more, or the other one has left */
  async makeOwner(
    tx: Transaction,
    workspaceId: string,
    { fromId, toId, stepsDown, keep }: { fromId: string; toId: string; stepsDown: boolean; keep?: string },
  ): Promise<void> {
    await tx.run('UPDATE workspace SET name = name WHERE id = ?', [workspaceId]);
    if ((await this.roleOf(tx, workspaceId, fromId)) !== 'owner') throw new ChatError('ownership.no_offer');
    if (!(await this.roleOf(tx, workspaceId, toId))) throw new ChatError('member.not_found');
    const sql = 'UPDATE member SET role = ? WHERE workspace_id = ? AND account_id = ?';
    await tx.run(sql, ['owner', workspaceId, toId]);
    if (stepsDown) await tx.run(sql, ['admin', workspaceId, fromId]);
    await this.sessions.endIn(tx, workspaceId, toId, keep);
    for (const accountId of [fromId, toId])
      tx.afterCommit(() => this.events.publish('member.changed', { workspaceId, accountId }));
  }

  /** Ends the person's sessions in this workspace; what they wrote stays. @param also what happens in the same transaction */
  async remove(agent: Agent, accountId: string, also: (tx: Transaction) => Promise<void> = async () => {}): Promise<void> {
    await this.change(agent, accountId, undefined, async (tx) => {
      await also(tx);
      await tx.run('DELETE FROM member WHERE workspace_id = ? AND account_id = ?', [agent.workspaceId, accountId]);
      await this.sessions.endIn(tx, agent.workspaceId, accountId);
    });
  }

  /** They cannot come in any more, nor what they had open: their place and what they wrote stay, and they can be let in again. */
  async disable(agent: Agent, accountId: string): Promise<void> {
    if (agent.account.id === accountId) throw new ChatError('access.denied');
    await this.change(agent, accountId, undefined, async (tx) => {
      const sql = 'UPDATE member SET disabled_at = ? WHERE workspace_id = ? AND account_id = ? AND disabled_at IS NULL';
      await tx.run(sql, [this.clock.millis(), agent.workspaceId, accountId]);
      await this.sessions.endIn(tx, agent.workspaceId, accountId);
      await this.record(tx, agent, 'member.disabled', accountId);
    });
  }

  async enable(agent: Agent, accountId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const role = await this.roleOf(tx, agent.workspaceId, accountId);
      if (!role) throw new ChatError('member.not_found');
      if (!mayInvite(agent.role, role)) throw new ChatError('access.denied');
      const sql = 'UPDATE member SET disabled_at = NULL WHERE workspace_id = ? AND account_id = ?';
      await tx.run(sql, [agent.workspaceId, accountId]);
      await this.record(tx, agent, 'member.enabled', accountId);
      tx.afterCommit(() => this.events.publish('member.changed', { workspaceId: agent.workspaceId, accountId }));
    });
  }

  private record(tx: Transaction, { workspaceId, account }: Agent, action: string, target: string): Promise<void> {
    return this.audit.record(tx, { workspaceId, accountId: account.id, action, target });
  }

  /** Roles are read inside the transaction, behind a lock: two owners who remove each other at once do not both succeed. */
  private async change(
    { workspaceId, account }: Agent,
    accountId: string,
    to: Role | undefined,
    write: (tx: Transaction) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.run('UPDATE workspace SET name = name WHERE id = ?', [workspaceId]);
      const actor = await this.roleOf(tx, workspaceId, account.id);
      const from = await this.roleOf(tx, workspaceId, accountId);
      if (!from) throw new ChatError('member.not_found');
      const owners = await tx.run(
        "SELECT account_id FROM member WHERE workspace_id = ? AND role = 'owner' AND disabled_at IS NULL",
        [workspaceId],
      );
      if (to === 'owner' && from !== 'owner' && actor === 'owner') throw new ChatError('ownership.to_confirm');
      checkChange({ actor, from, to, owners: owners.length, self: account.id === accountId });
      await write(tx);
      // Whoever may do more than before begins with a new session: one that somebody else holds does not rise with them.
      if (to && roles.indexOf(to) < roles.indexOf(from)) await this.sessions.endIn(tx, workspaceId, accountId);
      tx.afterCommit(() => this.events.publish('member.changed', { workspaceId, accountId }));
    });
  }

  async roleOf(tx: Transaction, workspaceId: string, accountId: string): Promise<Role | undefined> {
    const sql = 'SELECT role FROM member WHERE workspace_id = ? AND account_id = ?';
    return (await tx.run<{ role: Role }>(sql, [workspaceId, accountId]))[0]?.role;
  }
}
