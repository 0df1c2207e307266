import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { randomToken } from '../../common/ids';
import { hashOfToken } from '../../common/token-hash';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { GuardedCookie } from './guarded-cookie';
import { HalfSession } from './half-session.entity';

/** Seconds to look for the phone. */
const lifetime = 10 * 60;
/** Whoever is wrong so often begins again with the password, where tries are limited too. */
const mostTries = 5;

const cookie = new GuardedCookie('parlour_half', 'cookies.keys.half', lifetime);

/** Browsers between the two steps of signing in. */
@Injectable()
export class HalfSessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly address: ClientAddress,
  ) {}

  async begin(accountId: string, workspaceId: string, response: Response, request: Request): Promise<void> {
    const token = randomToken(256);
    const now = this.clock.millis();
    const former = cookie.read(request, this.address);
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM half_session WHERE expires_at <= ?', [now]);
      if (former) await tx.run('DELETE FROM half_session WHERE id = ?', [hashOfToken(former)]);
      const expiresAt = new Date(now + lifetime * 1000);
      await tx.manager.insert(HalfSession, { id: hashOfToken(token), accountId, workspaceId, tries: 0, expiresAt });
    });
    cookie.write(request, response, this.address, token);
  }

  async find(request: Request): Promise<HalfSession | undefined> {
    const token = cookie.read(request, this.address);
    if (!token) return undefined;
    const half = await this.database.read.findOneBy(HalfSession, { id: hashOfToken(token) });
    return half && half.tries < mostTries && half.expiresAt > this.clock.now() ? half : undefined;
  }

  /** Counts a try before it is looked at: tries that run at once count too. @throws ChatError `second_step.over` */
  async count({ id }: HalfSession): Promise<void> {
    const sql = 'UPDATE half_session SET tries = tries + 1 WHERE id = ? AND tries < ? AND expires_at > ? RETURNING id';
    const values = [id, mostTries, this.clock.millis()];
    const counted = await this.database.transaction((tx) => tx.run(sql, values));
    if (!counted.length) throw new ChatError('second_step.over');
  }

  async end(request: Request, response: Response): Promise<void> {
    const token = cookie.read(request, this.address);
    if (!token) return;
    await this.database.transaction((tx) => tx.run('DELETE FROM half_session WHERE id = ?', [hashOfToken(token)]));
    cookie.clear(request, response, this.address);
  }

  async endAllOf(tx: Transaction, accountId: string): Promise<void> {
    await tx.run('DELETE FROM half_session WHERE account_id = ?', [accountId]);
  }
}
