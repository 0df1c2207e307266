import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { ChatError } from '../../common/errors';
import type { Traces } from '../../common/http/traces';
import { Keys } from '../../common/keys';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { lockedHash } from '../locked-password';

/** The workspace where an account began, so that those who answer for it learn of tries. */
const homeOf = `SELECT a.id, m.workspace_id AS "workspaceId" FROM account a LEFT JOIN member m ON m.account_id = a.id
WHERE a.email = ? ORDER BY m.joined_at LIMIT 1`;
/** Further ones of a network within the hour are not written down: a flood of refusals is told once, and fills no disk. */
const quiet = 60 * 60_000;
const mostRemembered = 10_000;

/** Sign-ins and refusals are acts. What was typed is not kept: an address that has no account, as a keyed hash only. */
@Injectable()
export class SignInRecords {
  private readonly key: Buffer;
  private readonly limited = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    keys: Keys,
  ) {
    this.key = keys.derive('address that was refused');
  }

  /** Together with the session. @throws ChatError `account.locked`, by whatever way somebody comes */
  async begun(
    tx: Transaction,
    { accountId, workspaceId }: { accountId: string; workspaceId: string },
    from: Traces,
  ): Promise<void> {
    const locked = await tx.run('SELECT id FROM account WHERE id = ? AND password_hash = ?', [accountId, lockedHash]);
    if (locked.length) throw new ChatError('account.locked');
    await this.audit.record(tx, { workspaceId, accountId, action: 'sign_in.done', target: accountId, from });
  }

  /** @param email as it was typed, in lower case */
  async refused(email: string, code: string, from: Traces): Promise<void> {
    if (code === 'rate.limited' && this.isKnown(from.address)) return;
    const [account] = await this.database.query<{ id: string; workspaceId: string | null }>(homeOf, [email]);
    const target = account?.id ?? `unknown:${createHmac('sha256', this.key).update(email).digest('base64url')}`;
    const act = { workspaceId: account?.workspaceId ?? null, accountId: null, concerns: account?.id };
    await this.database.transaction((tx) =>
      this.audit.record(tx, { ...act, action: 'sign_in.refused', target, details: { code }, from }),
    );
  }

  private isKnown(address: string): boolean {
    const now = Date.now();
    const known = now - (this.limited.get(address) ?? 0) < quiet;
    if (known) return true;
    if (this.limited.size >= mostRemembered) this.limited.clear();
    this.limited.set(address, now);
    return false;
  }
}
