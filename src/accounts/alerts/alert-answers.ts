import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { SignInService } from '../../auth/sign-in/sign-in.service';
import { may, type Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import type { Traces } from '../../common/http/traces';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { mayInvite, MembersService } from '../../workspaces/members.service';
import { AccountLinks } from './account-links';
import { AccountLocks } from './account-locks.service';
import { AlertMail } from './alert-mail';
import { SecurityAlert, type AlertState } from './security-alert.entity';

/** Answering alerts: "this was me" settles one, "this was not me" acts at once. */
@Injectable()
export class AlertAnswers {
  constructor(
    private readonly database: Database,
    private readonly links: AccountLinks,
    private readonly locks: AccountLocks,
    private readonly members: MembersService,
    private readonly mail: AlertMail,
    private readonly signIn: SignInService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** With the link of the mail, once. @throws ChatError `link.invalid` */
  async byLink(token: string, wasMe: boolean, from: Traces): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      const { accountId, alertId } = await this.links.take(tx, token, 'alert');
      const alert = await this.settle(tx, { id: alertId!, accountId }, wasMe ? 'mine' : 'denied', accountId, from);
      return wasMe ? undefined : this.locks.lock(tx, { accountId, workspaceId: alert.workspaceId, by: accountId, from });
    });
  }

  /** The person themself, signed in. */
  async mine({ account, workspaceId }: Agent, id: string): Promise<void> {
    const which = { id, workspaceId, accountId: account.id };
    await this.database.transaction((tx) => this.settle(tx, which, 'mine', account.id, account.from));
  }

  /**
   * The person themself. A stolen session must not choose the new password, so the old one is asked for.
   *
   * @returns the token of the link to a new password @throws ChatError `request.invalid` beside the field
   */
  async denied({ account, workspaceId }: Agent, id: string, password: string): Promise<string> {
    await this.signIn.recognise({ email: account.email, password }, account.from?.address ?? '').catch((error: unknown) => {
      const isWrong = error instanceof ChatError && error.code === 'sign_in.wrong';
      throw isWrong ? new ChatError('request.invalid', { fields: { [`password-${id}`]: 'fields.passwordWrong' } }) : error;
    });
    return this.database.transaction(async (tx) => {
      await this.settle(tx, { id, workspaceId, accountId: account.id }, 'denied', account.id, account.from);
      return this.locks.lock(tx, { accountId: account.id, workspaceId, by: account.id, from: account.from });
    });
  }

  /** Somebody who answers for the workspace. */
  async seen(agent: Agent, id: string): Promise<void> {
    const { account, workspaceId } = agent;
    if (!may(agent, 'member.manage')) throw new ChatError('access.denied');
    await this.database.transaction((tx) => this.settle(tx, { id, workspaceId }, 'seen', account.id, account.from));
  }

  /** Likewise, for an account that is not above theirs: its person gets a link to a new password by mail. @throws ChatError `access.denied` */
  async lock(agent: Agent, id: string): Promise<void> {
    const { account, workspaceId, role } = agent;
    await this.database.transaction(async (tx) => {
      const { accountId } = await this.settle(tx, { id, workspaceId }, 'denied', account.id, account.from);
      const person = (await this.members.list(workspaceId)).find((one) => one.id === accountId);
      if (!person || !mayInvite(role, person.role)) throw new ChatError('access.denied');
      const token = await this.locks.lock(tx, { accountId: person.id, workspaceId, by: account.id, from: account.from });
      await this.mail.locked(tx, workspaceId, person, token);
    });
  }

  /** Of two answers at once, one finds it open. @throws ChatError `request.not_found` */
  private async settle(
    tx: Transaction,
    { id, workspaceId, accountId }: { id: string; workspaceId?: string; accountId?: string },
    state: AlertState,
    by: string,
    from: Traces | undefined,
  ): Promise<Pick<SecurityAlert, 'workspaceId' | 'accountId'>> {
    const whose = `${workspaceId ? ' AND workspace_id = ?' : ''}${accountId ? ' AND account_id = ?' : ''}`;
    const sql = `UPDATE security_alert SET state = ?, answered_by = ?, answered_at = ? WHERE id = ? AND state = 'open'${whose}
      RETURNING workspace_id AS "workspaceId", account_id AS "accountId"`;
    const values = [state, by, this.clock.millis(), id, ...[workspaceId, accountId].filter((one) => one !== undefined)];
    const [alert] = await tx.run<SecurityAlert>(sql, values);
    if (!alert) throw new ChatError('request.not_found');
    const action = state === 'denied' ? 'alert.denied' : state === 'mine' ? 'alert.confirmed' : 'alert.seen';
    await this.audit.record(tx, { workspaceId: alert.workspaceId, accountId: by, action, target: id, from });
    return alert;
  }
}
