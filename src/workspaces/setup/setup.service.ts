import { Inject, Injectable } from '@nestjs/common';
import { AccountsService } from '../../accounts/accounts.service';
import { PasswordsService } from '../../auth/passwords.service';
import { ChatError } from '../../common/errors';
import type { OnServerListening } from '../../common/on-server-listening';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { LegalIdentities, noIdentity, type IdentityFields } from '../legal-identities.service';
import { operatorHolder } from '../legal-identity.entity';
import { WorkspaceMaker } from './workspace-maker';
import type { SetupDto } from './setup.dto';
import { SetupKey } from './setup-key';

/** The server is set up already, or this is not its key. */
export class SetupRefused extends ChatError {}

/** The first minutes of a server: one link, one page, and there is an owner, a workspace and a website. */
@Injectable()
export class SetupService implements OnServerListening {
  /** Once there is an account there always is one: then nobody asks the database again. */
  private closed = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly key: SetupKey,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordsService,
    private readonly maker: WorkspaceMaker,
    private readonly identities: LegalIdentities,
  ) {}

  async onServerListening(address: string): Promise<void> {
    if (!(await this.isOpen())) return this.key.removeFile();
    const link = await this.key.publish(address);
    if (this.settings.LOG_LEVEL !== 'silent') process.stdout.write(`\nSet it up here, once:\n  ${link}\n\n`);
  }

  async isOpen(): Promise<boolean> {
    if (!this.closed) this.closed = await this.accounts.anyExists();
    return !this.closed;
  }

  /** @throws SetupRefused */
  async check(key: string): Promise<void> {
    if (!(await this.isOpen())) throw new SetupRefused('setup.closed');
    if (!(await this.key.isRight(key))) throw new SetupRefused('setup.key');
  }

  /** Everything at once or nothing; of two who hold the link, one wins. */
  async finish({ key, password, ...chosen }: SetupDto): Promise<{ accountId: string; workspaceId: string; websiteId: string }> {
    await this.check(key);
    const passwordHash = await this.passwords.choose(password, chosen);
    return this.database.transaction(async (tx) => {
      if (!(await this.key.spend(tx, key))) throw new SetupRefused('setup.closed');
      const account = await this.accounts.create(tx, { name: chosen.name, email: chosen.email, passwordHash });
      const identity = identityOf(chosen);
      const made = await this.maker.make(tx, account.id, { ...chosen, identity });
      // Whoever sets a server up runs it, until they say otherwise.
      await this.identities.keep(tx, operatorHolder, identity);
      tx.afterCommit(() => this.key.removeFile());
      return { accountId: account.id, ...made };
    });
  }
}

/** What was left out is what most would say: the workspace is called like the company, and whoever sets it up is asked. */
const identityOf = ({ legalName, workspace, address, contact, email }: Omit<SetupDto, 'key' | 'password'>): IdentityFields => ({
  ...noIdentity,
  legalName: legalName ?? workspace,
  address,
  contact: contact ?? email,
});
