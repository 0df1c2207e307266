import { Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity';
import { Database } from '../../database/database';
import { PersonKeys } from './person-keys.service';

/** Invitations and mails name people with a login by their address, which they showed to be theirs by signing in. */
@Injectable()
export class AccountKeys {
  constructor(
    private readonly database: Database,
    keys: PersonKeys,
  ) {
    keys.register('account', 'email', ({ id }) => this.emailOf(id));
  }

  private async emailOf(id: string): Promise<string[]> {
    const account = await this.database.read.findOneBy(Account, { id });
    return account ? [account.email] : [];
  }
}
