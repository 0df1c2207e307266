import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Account } from '../../accounts/account.entity';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { Database } from '../../database/database';
import { PasswordsService } from '../passwords.service';
import { SessionsService } from '../sessions.service';
import { SignInLimits } from './sign-in-limits';
import { SignInRecords } from './sign-in-records';

export interface Credentials {
  /** In lower case. */
  email: string;
  password: string;
}

/** The workspace where the account was last at work, else the one it joined first. */
const homeOf = `SELECT m.workspace_id AS "workspaceId" FROM member m
LEFT JOIN session s ON s.account_id = m.account_id AND s.workspace_id = m.workspace_id
WHERE m.account_id = ? AND m.disabled_at IS NULL ORDER BY COALESCE(s.used_at, 0) DESC, m.joined_at LIMIT 1`;

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly limits: SignInLimits,
    private readonly address: ClientAddress,
    private readonly records: SignInRecords,
  ) {}

  /**
   * Signs in at the workspace the person knows. Whether the address or the password was wrong is not told, nor to be timed.
   * @returns false: the second step is next
   */
  async signIn(credentials: Credentials, response: Response, request: Request): Promise<boolean> {
    const account = await this.recognise(credentials, this.address.of(request), request.headers['user-agent']);
    return this.enter(account.id, response, request);
  }

  /** Goes in where the person was last at work. `proven`: with two factors already. @returns false: the second step is next */
  async enter(
    accountId: string,
    response: Response,
    request: Request,
    { proven = false }: { proven?: boolean } = {},
  ): Promise<boolean> {
    const home = await this.homeOf(accountId);
    if (!home) throw new ChatError('request.invalid', { fields: { form: 'auth.noWorkspace' } });
    return this.sessions.start(accountId, home, response, request, { proven });
  }

  /** The workspace that somebody comes to; undefined if they belong nowhere. */
  async homeOf(accountId: string): Promise<string | undefined> {
    const [home] = await this.database.query<{ workspaceId: string }>(homeOf, [accountId]);
    return home?.workspaceId;
  }

  /** A refusal is an act of its own. @throws ChatError `sign_in.wrong` or `rate.limited` */
  async recognise(credentials: Credentials, address: string, userAgent = ''): Promise<Account> {
    try {
      return await this.compare(credentials, address);
    } catch (error) {
      if (error instanceof ChatError) await this.records.refused(credentials.email, error.code, { address, userAgent });
      throw error;
    }
  }

  private async compare({ email, password }: Credentials, address: string): Promise<Account> {
    await this.limits.count(address, email);
    const account = await this.database.read.findOneBy(Account, { email });
    if (!(await this.passwords.verify(account?.passwordHash, password)) || !account) throw new ChatError('sign_in.wrong');
    await this.limits.forgive(address, email);
    if (this.passwords.isOutdated(account.passwordHash)) await this.renew(account, password);
    return account;
  }

  /** Somebody who is signed in says their password again. @throws ChatError `request.invalid` beside its field, or `rate.limited` */
  async confirm(email: string, present: string, address: string): Promise<Account> {
    try {
      return await this.recognise({ email, password: present }, address);
    } catch (error) {
      if (!(error instanceof ChatError) || error.code !== 'sign_in.wrong') throw error;
      throw new ChatError('request.invalid', { fields: { present: 'fields.passwordWrong' } });
    }
  }

  /** The only moment at which the password is known: its hash is made as hard as those of today. Not if it was changed meanwhile. */
  private async renew({ id, passwordHash }: Account, password: string): Promise<void> {
    const values = [await this.passwords.hash(password), id, passwordHash];
    const sql = 'UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ?';
    await this.database.transaction((tx) => tx.run(sql, values));
  }
}
