import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Account } from '../../accounts/account.entity';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { PersonDirectory, type Contact } from './person-directory.service';

/** People with a login. They came in with their address and a password, so it is theirs. */
@Injectable()
export class AccountReader implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly people: PersonDirectory,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.people.register('account', {
      contactOf: ({ id }) => this.contactOf(id),
      provenBy: async (_, email) => (await this.database.read.findBy(Account, { email })).map(({ id }) => id),
      correct: ({ workspaceId, id }, { name }) => this.rename(workspaceId, id, name),
    });
  }

  private async contactOf(id: string): Promise<Contact | undefined> {
    const account = await this.database.read.findOneBy(Account, { id });
    return account ? { name: account.name, email: account.email, language: account.language, proven: true } : undefined;
  }

  /** The address is what somebody signs in with: it changes where the password is asked for. */
  private async rename(workspaceId: string, id: string, name: string | null | undefined): Promise<void> {
    if (!name) return;
    await this.database.transaction(async (tx) => {
      await tx.run('UPDATE account SET name = ? WHERE id = ?', [name, id]);
      tx.afterCommit(() => this.events.publish('member.changed', { workspaceId, accountId: id }));
    });
  }
}
