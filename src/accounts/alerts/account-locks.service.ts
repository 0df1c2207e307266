import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { AccountPasswords } from '../../auth/account-passwords.service';
import type { Traces } from '../../common/http/traces';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { AccountLinks } from './account-links';

export interface Locking {
  accountId: string;
  workspaceId: string;
  /** Who says so; null where it is known by a link only. */
  by: string | null;
  from?: Traces;
}

/**
 * Takes an account out of everybody's hands at once: all sessions in all workspaces end, and nothing signs in until there is a new password.
 * Rooms that hold more of an account (tokens, passkeys, remembered devices) hear `account.locked`, or register to do it in the same transaction.
 */
@Injectable()
export class AccountLocks {
  private readonly others: ((tx: Transaction, accountId: string) => Promise<void>)[] = [];

  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly passwords: AccountPasswords,
    private readonly links: AccountLinks,
    private readonly events: EventBus,
  ) {}

  /** Once, when a room starts: what else ends together with the sessions. */
  alsoEnds(work: (tx: Transaction, accountId: string) => Promise<void>): void {
    this.others.push(work);
  }

  /** @returns the token of the link to a new password, which is kept nowhere */
  async lock(tx: Transaction, { accountId, workspaceId, by, from }: Locking): Promise<string> {
    await this.passwords.lock(tx, accountId);
    for (const work of this.others) await work(tx, accountId);
    await this.audit.record(tx, { workspaceId, accountId: by, action: 'account.locked', target: accountId, from });
    tx.afterCommit(() => this.events.publish('account.locked', { accountId }));
    return this.links.make(tx, accountId, null);
  }

  /** With the link's token, once. @throws ChatError `link.invalid` */
  async unlock(token: string, password: string): Promise<void> {
    const { accountId } = await this.links.read(token, 'password');
    const hash = await this.passwords.hash(password);
    await this.database.transaction(async (tx) => {
      await this.links.take(tx, token, 'password');
      await this.passwords.set(tx, accountId, hash);
      const sql = 'SELECT workspace_id AS "workspaceId" FROM member WHERE account_id = ? ORDER BY joined_at LIMIT 1';
      const [home] = await tx.run<{ workspaceId: string }>(sql, [accountId]);
      const act = { workspaceId: home?.workspaceId ?? null, accountId, action: 'account.unlocked', target: accountId };
      await this.audit.record(tx, act);
    });
  }
}
