import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { SessionsService } from '../sessions.service';
import { Authenticators } from './authenticators.service';
import { FactorNews, type FactorKind } from './factor-news.service';
import { RecoveryCodes } from './recovery-codes.service';
import { SecondFactors } from './second-factors.service';

export interface Owner {
  agent: Agent;
  /** The session that goes on; all others end. */
  sessionId: string;
}

/** Adding and removing second factors, with all that follows from it. */
@Injectable()
export class Factors {
  constructor(
    private readonly database: Database,
    private readonly authenticators: Authenticators,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly factors: SecondFactors,
    private readonly sessions: SessionsService,
    private readonly news: FactorNews,
    private readonly events: EventBus,
  ) {}

  /** @returns recovery codes, if this is the first factor. @throws ChatError `factor.wrong`, `factor.begin_again` */
  async addAuthenticator(owner: Owner, code: string): Promise<string[] | undefined> {
    return this.database.transaction(async (tx) => {
      const { account } = owner.agent;
      if (!(await this.authenticators.confirm(tx, account.id, code))) throw new ChatError('factor.wrong');
      return this.afterAdding(tx, owner, 'authenticator');
    });
  }

  async removeAuthenticator(owner: Owner): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.authenticators.remove(tx, owner.agent.account.id))) throw new ChatError('factor.not_found');
      await this.afterRemoving(tx, owner, 'authenticator');
    });
  }

  async renewCodes({ agent, sessionId }: Owner): Promise<string[]> {
    const { account, workspaceId } = agent;
    return this.database.transaction(async (tx) => {
      if (!(await this.factors.isLeft(tx, account.id))) throw new ChatError('factor.not_found');
      const codes = await this.recoveryCodes.renew(tx, account.id);
      await this.sessions.endOthers(tx, account.id, sessionId);
      await this.news.codesRenewed(tx, account.id, workspaceId);
      return codes;
    });
  }

  async afterAdding(tx: Transaction, owner: Owner, kind: FactorKind): Promise<string[] | undefined> {
    const { account, workspaceId } = owner.agent;
    await this.sessions.endOthers(tx, account.id, owner.sessionId);
    await this.news.added(tx, account.id, workspaceId, kind);
    const codes = await this.recoveryCodes.ensure(tx, account.id);
    if (codes) await this.lookAnew(tx, owner.agent);
    return codes;
  }

  async afterRemoving(tx: Transaction, owner: Owner, kind: FactorKind): Promise<void> {
    const { account, workspaceId } = owner.agent;
    await this.sessions.endOthers(tx, account.id, owner.sessionId);
    if (!(await this.factors.isLeft(tx, account.id))) {
      await this.recoveryCodes.remove(tx, account.id);
      await this.lookAnew(tx, owner.agent);
    }
    await this.news.removed(tx, account.id, workspaceId, kind);
  }

  /** Where the workspace asks for a factor, the session that goes on may do more now, or less; and so may its sockets. */
  private async lookAnew(tx: Transaction, { account, workspaceId }: Agent): Promise<void> {
    if ((await this.factors.policyOf(workspaceId)) === 'nobody') return;
    tx.afterCommit(() => this.events.publish('member.changed', { workspaceId, accountId: account.id }));
  }
}
