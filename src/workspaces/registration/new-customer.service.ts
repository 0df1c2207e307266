import { Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity';
import { AccountsService } from '../../accounts/accounts.service';
import { PasswordsService } from '../../auth/passwords.service';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { hashOfToken } from '../../common/token-hash';
import { Database } from '../../database/database';
import { noIdentity } from '../legal-identities.service';
import { WorkspaceMaker } from '../setup/workspace-maker';
import { RegistrationService } from './registration.service';

export interface NewCustomer {
  name: string;
  password: string;
  company: string;
  workspace: string;
}

/** The other end of the link: an account, its company and its workspace, all at once or nothing. */
@Injectable()
export class NewCustomers {
  constructor(
    private readonly database: Database,
    private readonly registrations: RegistrationService,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordsService,
    private readonly maker: WorkspaceMaker,
    private readonly clock: Clock,
  ) {}

  /** Of two who use the link at once, one wins. @throws ChatError `registration.invalid` */
  async welcome(token: string, { name, password, company, workspace }: NewCustomer) {
    const email = await this.registrations.read(token);
    const passwordHash = await this.passwords.choose(password, { name, email });
    return this.database.transaction(async (tx) => {
      const sql = 'DELETE FROM registration WHERE token_hash = ? AND expires_at > ? RETURNING email';
      if (!(await tx.run(sql, [hashOfToken(token), this.clock.millis()])).length) throw new ChatError('registration.invalid');
      await tx.run('DELETE FROM registration WHERE email = ?', [email]);
      const { id } = await this.accounts.create(tx, { name, email, passwordHash });
      await tx.manager.update(Account, { id }, { company });
      const identity = { ...noIdentity, legalName: company, contact: email };
      return { accountId: id, ...(await this.maker.make(tx, id, { workspace, website: workspace, identity })) };
    });
  }
}
