import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { Authenticators } from './authenticators.service';
import { FactorNews } from './factor-news.service';
import { plainCode, RecoveryCodes } from './recovery-codes.service';

/** Milliseconds, and wrong codes of an app within them, from everywhere. A guess is right once in 300,000 times. */
const tryPeriod = 24 * 60 * 60_000;
const mostWrong = 30;

const counting = `INSERT INTO code_tries (account_id, wrong, since) VALUES (?, 1, ?)
ON CONFLICT (account_id) DO UPDATE SET
  wrong = CASE WHEN code_tries.since <= ? THEN 1 ELSE code_tries.wrong + 1 END,
  since = CASE WHEN code_tries.since <= ? THEN excluded.since ELSE code_tries.since END
RETURNING wrong, since`;

/**
 * The codes that people type. Codes of an app are short, so wrong ones are counted for the account as a whole, slowly; recovery
 * codes cannot be guessed and are never counted there: whoever fills the count locks nobody out.
 */
@Injectable()
export class Codes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly authenticators: Authenticators,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly news: FactorNews,
  ) {}

  /** Takes a code of the app or a recovery code, once. @throws ChatError `factor.wrong`, `rate.limited` */
  async take(accountId: string, workspaceId: string, typed: string): Promise<void> {
    const code = plainCode(typed);
    if (!/^\d{6}$/.test(code)) return this.takeRecovery(accountId, workspaceId, code);
    const isRight = await this.database.transaction(async (tx) => {
      // Counted before it is looked at: codes that are tried at once count too.
      await this.count(tx, accountId, workspaceId);
      if (!(await this.authenticators.take(tx, accountId, code))) return false;
      await tx.run('DELETE FROM code_tries WHERE account_id = ?', [accountId]);
      return true;
    });
    if (!isRight) throw new ChatError('factor.wrong');
  }

  private async takeRecovery(accountId: string, workspaceId: string, code: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.recoveryCodes.take(tx, accountId, code))) throw new ChatError('factor.wrong');
      await this.news.recoveryCodeUsed(tx, accountId, workspaceId);
    });
  }

  private async count(tx: Transaction, accountId: string, workspaceId: string): Promise<void> {
    const now = this.clock.millis();
    const before = now - tryPeriod;
    const values = [accountId, now, before, before];
    const [row] = await tx.run<{ wrong: number; since: number }>(counting, values);
    if (row.wrong === mostWrong) await this.news.guessed(tx, accountId, workspaceId);
    if (row.wrong <= mostWrong) return;
    const retryAfter = Math.ceil((Number(row.since) + tryPeriod - now) / 1000);
    throw new ChatError('factor.guessed', { retryAfter });
  }
}
