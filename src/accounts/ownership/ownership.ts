import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { MembersService } from '../../workspaces/members.service';
import { OwnershipOffer } from '../ownership-offer.entity';
import { OwnershipMail } from './ownership-mail';

const lifetime = 7 * 86_400_000;

export interface NewOffer {
  /** An account of the workspace. */
  toId: string;
  stepsDown: boolean;
  /** Where it is confirmed. */
  link: string;
}

/** A workspace gets another owner only when both sides said so; then everybody of it is told. */
@Injectable()
export class Ownership {
  constructor(
    private readonly database: Database,
    private readonly members: MembersService,
    private readonly mail: OwnershipMail,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The offer that waits, if there is one. */
  async open(workspaceId: string): Promise<OwnershipOffer | undefined> {
    const offer = await this.database.read.findOneBy(OwnershipOffer, { workspaceId });
    return offer && offer.expiresAt > this.clock.now() ? offer : undefined;
  }

  /** Takes the place of an offer before it. @throws ChatError `access.denied`, `member.not_found`, `ownership.has_it` */
  async offer({ workspaceId, account }: Agent, { toId, stepsDown, link }: NewOffer): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await this.members.roleOf(tx, workspaceId, account.id)) !== 'owner') throw new ChatError('access.denied');
      const role = await this.members.roleOf(tx, workspaceId, toId);
      if (!role) throw new ChatError('member.not_found');
      if (role === 'owner') throw new ChatError('ownership.has_it');
      await tx.run('DELETE FROM ownership_offer WHERE workspace_id = ?', [workspaceId]);
      const expiresAt = new Date(this.clock.millis() + lifetime);
      await tx.manager.insert(OwnershipOffer, { workspaceId, fromId: account.id, toId, stepsDown, expiresAt });
      await this.record(tx, workspaceId, account.id, 'ownership.offered', toId);
      await this.mail.offered(tx, { workspaceId, giver: account.name, toId, link, expiresAt });
    });
  }

  async withdraw({ workspaceId, account }: Agent): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [gone] = await tx.run<{ toId: string }>(
        'DELETE FROM ownership_offer WHERE workspace_id = ? RETURNING to_id AS "toId"',
        [workspaceId],
      );
      if (!gone) throw new ChatError('ownership.no_offer');
      await this.record(tx, workspaceId, account.id, 'ownership.withdrawn', gone.toId);
    });
  }

  /** Only whom it was offered to. @param keep the session that says so @throws ChatError `ownership.no_offer` */
  async accept(agent: Agent, keep?: string): Promise<void> {
    const { workspaceId, account } = agent;
    await this.database.transaction(async (tx) => {
      const { fromId, stepsDown } = await this.take(tx, agent);
      await this.members.makeOwner(tx, workspaceId, { fromId, toId: account.id, stepsDown, keep });
      await this.record(tx, workspaceId, account.id, 'ownership.accepted', account.id);
      await this.mail.told(tx, { workspaceId, fromId, toId: account.id, stepsDown });
    });
  }

  async refuse(agent: Agent): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.take(tx, agent);
      await this.record(tx, agent.workspaceId, agent.account.id, 'ownership.refused', agent.account.id);
    });
  }

  /** Of two answers at once, one finds it. */
  private async take(tx: Transaction, { workspaceId, account }: Agent): Promise<OwnershipOffer> {
    const [offer] = await tx.run<OwnershipOffer>(
      `DELETE FROM ownership_offer WHERE workspace_id = ? AND to_id = ? AND expires_at > ?
       RETURNING from_id AS "fromId", steps_down AS "stepsDown"`,
      [workspaceId, account.id, this.clock.millis()],
    );
    if (!offer) throw new ChatError('ownership.no_offer');
    return offer;
  }

  private record(tx: Transaction, workspaceId: string, accountId: string, action: string, target: string): Promise<void> {
    return this.audit.record(tx, { workspaceId, accountId, action, target });
  }
}
