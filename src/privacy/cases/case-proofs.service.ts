import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Keys } from '../../common/keys';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import type { PrivacyCase } from './privacy-case.entity';

const minute = 60_000;
/** How long a mailed code is good for. */
const codeLife = 30 * minute;
/** Wrong codes for one that was mailed, and codes for one case in all: 15 guesses at a million. */
export const mostTries = 5;
export const mostCodes = 3;
/** How long somebody who gave a right code may go on in the same browser. */
export const proofLife = 60 * minute;
const proofFormat = /^([0-9a-z]{26})\.(\d{13})\.([\w-]{43})$/;

/**
 * Shows that somebody reads the mails of an address. An address alone is no proof: everybody knows it. Codes are kept as keyed hashes, run
 * out, and are tried a few times only.
 */
@Injectable()
export class CaseProofs {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    keys: Keys,
  ) {
    this.key = keys.derive('case proof');
  }

  /** A new code, to be mailed in the same transaction; the one before is worth nothing any more. Undefined: there were enough. */
  async issue(tx: Transaction, { id }: Pick<PrivacyCase, 'id'>): Promise<string | undefined> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const values = [this.sign(`${id} ${code}`), this.clock.millis() + codeLife, id, mostCodes];
    const [issued] = await tx.run(
      `UPDATE privacy_case SET code_hash = ?, code_until = ?, code_tries = 0, codes_sent = codes_sent + 1
       WHERE id = ? AND codes_sent < ? RETURNING id`,
      values,
    );
    return issued && code;
  }

  /** Codes that prove the way into a case later on: for those the count begins anew every day. */
  async renew(tx: Transaction, { id }: Pick<PrivacyCase, 'id'>): Promise<void> {
    await tx.run('UPDATE privacy_case SET codes_sent = 0 WHERE id = ? AND (code_until IS NULL OR code_until < ?)', [
      id,
      this.clock.millis() - 24 * 60 * minute,
    ]);
  }

  /**
   * Counts the try before it looks: tries that run at once count too. A code is good once.
   * @throws ChatError `case.code`
   */
  async check(id: string, code: string): Promise<void> {
    const now = this.clock.millis();
    const [tried] = await this.database.transaction((tx) =>
      tx.run<{ code_hash: string }>(
        `UPDATE privacy_case SET code_tries = code_tries + 1
         WHERE id = ? AND code_hash IS NOT NULL AND code_until > ? AND code_tries < ? RETURNING code_hash`,
        [id, now, mostTries],
      ),
    );
    const given = this.sign(`${id} ${code}`);
    if (!tried || !same(tried.code_hash, given)) throw new ChatError('case.code');
    const [used] = await this.database.transaction((tx) =>
      tx.run('UPDATE privacy_case SET code_hash = NULL WHERE id = ? AND code_hash = ? RETURNING id', [id, given]),
    );
    if (!used) throw new ChatError('case.code');
  }

  /** For the cookie of the browser that gave the right code. */
  ticketOf(id: string): string {
    const claims = `${id}.${this.clock.millis() + proofLife}`;
    return `${claims}.${this.sign(claims)}`;
  }

  holds(id: string, ticket: string | undefined): boolean {
    const [, of, until, signature] = proofFormat.exec(ticket ?? '') ?? [];
    return of === id && Number(until) > this.clock.millis() && same(signature, this.sign(`${of}.${until}`));
  }

  private sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}

const same = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
