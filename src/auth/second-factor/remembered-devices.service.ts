import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../common/clock';
import { ClientAddress } from '../../common/http/client-address';
import { randomToken } from '../../common/ids';
import { Keys } from '../../common/keys';
import { hashOfToken } from '../../common/token-hash';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { GuardedCookie } from './guarded-cookie';
import { RememberedDevice } from './remembered-device.entity';

/** Seconds; signing in does not make it longer. */
const lifetime = 30 * 24 * 60 * 60;

const cookie = new GuardedCookie('parlour_device', 'cookies.keys.device', lifetime);

const reading = `SELECT d.password_mark AS mark, a.password_hash AS hash FROM remembered_device d
JOIN account a ON a.id = d.account_id WHERE d.id = ? AND d.account_id = ? AND d.expires_at > ?`;

/** Browsers that are not asked for the second factor for thirty days, or until something about signing in changes. */
@Injectable()
export class RememberedDevices {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly address: ClientAddress,
    keys: Keys,
  ) {
    this.key = keys.derive('remembered devices');
  }

  async remember(accountId: string, response: Response, request: Request): Promise<void> {
    const token = randomToken(256);
    const now = this.clock.millis();
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM remembered_device WHERE expires_at <= ?', [now]);
      const [{ hash }] = await tx.run<{ hash: string }>('SELECT password_hash AS hash FROM account WHERE id = ?', [accountId]);
      const times = { createdAt: new Date(now), expiresAt: new Date(now + lifetime * 1000) };
      await tx.manager.insert(RememberedDevice, { id: hashOfToken(token), accountId, passwordMark: this.mark(hash), ...times });
    });
    cookie.write(request, response, this.address, token);
  }

  /** Whether this browser gave the second factor of this account lately, under the password that it still has. */
  async isRemembered(accountId: string, request: Request): Promise<boolean> {
    const token = cookie.read(request, this.address);
    if (!token) return false;
    const values = [hashOfToken(token), accountId, this.clock.millis()];
    const [row] = await this.database.query<{ mark: string; hash: string }>(reading, values);
    return row !== undefined && row.mark === this.mark(row.hash);
  }

  async countOf(accountId: string): Promise<number> {
    const sql = 'SELECT id FROM remembered_device WHERE account_id = ? AND expires_at > ?';
    return (await this.database.query(sql, [accountId, this.clock.millis()])).length;
  }

  async forget(tx: Transaction, accountId: string): Promise<void> {
    await tx.run('DELETE FROM remembered_device WHERE account_id = ?', [accountId]);
  }

  private mark(passwordHash: string): string {
    return createHmac('sha256', this.key).update(passwordHash).digest('base64url');
  }
}
