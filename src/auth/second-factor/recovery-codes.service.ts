import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from '../../common/keys';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { RecoveryCode } from './recovery-code.entity';

const howMany = 10;
/** Sixteen letters of five bits: eighty bits are not guessed, not even by who has the table. */
const length = 16;
/** Without letters that look like digits (Crockford's base 32). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Codes on paper, for the day when the phone is lost. Only their hashes are kept: they are shown once. */
@Injectable()
export class RecoveryCodes {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    keys: Keys,
  ) {
    this.key = keys.derive('recovery codes');
  }

  async countOf(accountId: string): Promise<number> {
    return this.database.read.countBy(RecoveryCode, { accountId });
  }

  /** A new set; the one before it is worth nothing any more. */
  async renew(tx: Transaction, accountId: string): Promise<string[]> {
    await this.remove(tx, accountId);
    const codes = Array.from({ length: howMany }, newCode);
    await tx.manager.insert(
      RecoveryCode,
      codes.map((code) => ({ id: this.hash(accountId, code), accountId })),
    );
    return codes.map(inGroups);
  }

  /** A first factor brings a set along; later ones find one. */
  async ensure(tx: Transaction, accountId: string): Promise<string[] | undefined> {
    const known = await tx.run('SELECT id FROM recovery_code WHERE account_id = ? LIMIT 1', [accountId]);
    return known.length ? undefined : this.renew(tx, accountId);
  }

  /** Takes a code, once. `code` is as {@link plainCode} leaves it. */
  async take(tx: Transaction, accountId: string, code: string): Promise<boolean> {
    const sql = 'DELETE FROM recovery_code WHERE id = ? AND account_id = ? RETURNING id';
    return (await tx.run(sql, [this.hash(accountId, code), accountId])).length > 0;
  }

  async remove(tx: Transaction, accountId: string): Promise<void> {
    await tx.run('DELETE FROM recovery_code WHERE account_id = ?', [accountId]);
  }

  private hash(accountId: string, code: string): string {
    return createHmac('sha256', this.key).update(`${accountId} ${code}`).digest('base64url');
  }
}

const newCode = () => Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('');

const inGroups = (code: string) => code.match(/.{4}/g)!.join('-');

/** What people type: capitals, spaces, hyphens, and letters that look alike, as Crockford's base 32 reads them. */
export const plainCode = (typed: string): string =>
  typed.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');
