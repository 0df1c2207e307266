import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { randomToken } from '../../common/ids';
import { hashOfToken } from '../../common/token-hash';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { AccountLink } from './account-link.entity';

const day = 86_400_000;
const lifetime = { alert: 14 * day, password: day };

/** Links in mails: 256 random bits, kept as a hash, good for one answer. Reading one changes nothing: mail programs look at links, too. */
@Injectable()
export class AccountLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns the token, which is kept nowhere */
  async make(tx: Transaction, accountId: string, alertId: string | null): Promise<string> {
    const [token, now] = [randomToken(256), this.clock.millis()];
    const expiresAt = new Date(now + lifetime[alertId ? 'alert' : 'password']);
    await tx.run('DELETE FROM account_link WHERE expires_at <= ?', [now]);
    // Of two links to a new password only the last one works.
    if (!alertId) await tx.run('DELETE FROM account_link WHERE account_id = ? AND alert_id IS NULL', [accountId]);
    await tx.manager.insert(AccountLink, { tokenHash: hashOfToken(token), accountId, alertId, expiresAt });
    return token;
  }

  /** @throws ChatError `link.invalid`, the same for used, expired and never made */
  async read(token: string, to: 'alert' | 'password'): Promise<{ accountId: string; alertId: string | null }> {
    const sql = `SELECT account_id AS "accountId", alert_id AS "alertId" FROM account_link WHERE ${fits(to)}`;
    const [found] = await this.database.query<AccountLink>(sql, [hashOfToken(token), this.clock.millis()]);
    if (!found) throw new ChatError('link.invalid');
    return found;
  }

  /** Of two answers at once, one finds it. @throws ChatError `link.invalid` */
  async take(tx: Transaction, token: string, to: 'alert' | 'password'): Promise<{ accountId: string; alertId: string | null }> {
    const sql = `DELETE FROM account_link WHERE ${fits(to)} RETURNING account_id AS "accountId", alert_id AS "alertId"`;
    const [found] = await tx.run<AccountLink>(sql, [hashOfToken(token), this.clock.millis()]);
    if (!found) throw new ChatError('link.invalid');
    return found;
  }
}

const fits = (to: 'alert' | 'password') =>
  `token_hash = ? AND expires_at > ? AND alert_id IS ${to === 'alert' ? 'NOT NULL' : 'NULL'}`;
