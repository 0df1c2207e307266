import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Account } from '../../accounts/account.entity';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { Database } from '../../database/database';
import { PasswordsService } from '../passwords.service';
import { SessionsService } from '../sessions.service';
import { KnownDevices } from './known-devices';
import { SignInLimits } from './sign-in-limits';

export interface Credentials {
  /** In lower case. */
  email: string;
  password: string;
}

/** The workspace where the account was last at work, else the one it joined first. */
const homeOf = `SELECT m.workspace_id AS "workspaceId" FROM member m
LEFT JOIN session s ON s.account_id = m.account_id AND s.workspace_id = m.workspace_id
WHERE m.account_id = ? ORDER BY COALESCE(s.used_at, 0) DESC, m.joined_at LIMIT 1`;

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly limits: SignInLimits,
    private readonly devices: KnownDevices,
    private readonly address: ClientAddress,
  ) {}

  /** Signs in at the workspace the person knows. Whether the address or the password was wrong is not told, nor to be timed. */
  async signIn(credentials: Credentials, response: Response, request: Request): Promise<void> {
    const address = this.address.of(request);
    const device = this.devices.of(request, credentials.email);
    const account = await this.recognise(credentials, address, device);
    const [home] = await this.database.query<{ workspaceId: string }>(homeOf, [account.id]);
    if (!home) throw new ChatError('request.invalid', { fields: { form: 'auth.noWorkspace' } });
    await this.sessions.start(account.id, home.workspaceId, response, request);
    this.devices.remember(request, response, credentials.email);
  }

  /** @throws ChatError `sign_in.wrong` or `rate.limited` */
  async recognise({ email, password }: Credentials, address: string, device?: string): Promise<Account> {
    await this.limits.count({ address, email, device });
    const account = await this.database.read.findOneBy(Account, { email });
    if (!(await this.passwords.verify(account?.passwordHash, password)) || !account) throw new ChatError('sign_in.wrong');
    await this.limits.forgive({ address, email, device });
    return account;
  }
}
