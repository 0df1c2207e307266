import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { newId } from '../common/ids';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import type { MutableMailKind } from '../outbox/mail.entity';
import { Account } from './account.entity';

export type Profile = Pick<Account, 'name' | 'jobTitle' | 'company' | 'language' | 'timeZone' | 'theme'>;
/** What somebody new has not said yet. */
const unsaid = { mutedMails: [], jobTitle: '', company: '', language: 'en', timeZone: '', theme: 'system' as const };

/** People with a login. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** @throws ChatError `account.taken` */
  async create(tx: Transaction, person: Pick<Account, 'name' | 'email' | 'passwordHash'>): Promise<Account> {
    const account = { ...person, id: newId(this.clock.millis()), createdAt: this.clock.now(), aloneSince: null, ...unsaid };
    const sql = `INSERT INTO account (id, email, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (email) DO NOTHING RETURNING id`;
    const { id, email, name, passwordHash, createdAt } = account;
    const [made] = await tx.run(sql, [id, email, name, passwordHash, createdAt.getTime()]);
    if (!made) throw new ChatError('account.taken');
    return account;
  }

  /**
   * Gives an account without any workspace a new password: whoever forgot theirs is removed and invited again. An account that
   * still belongs somewhere is left alone, so that no invitation opens another workspace.
   */
  async renew(tx: Transaction, id: string, passwordHash: string): Promise<boolean> {
    const sql = `UPDATE account SET password_hash = ? WHERE id = ?
      AND NOT EXISTS (SELECT 1 FROM member WHERE member.account_id = account.id) RETURNING id`;
    return (await tx.run(sql, [passwordHash, id])).length > 0;
  }

  /** What somebody says of themselves. Whoever remembers their name forgets it. */
  async describe(id: string, { name, jobTitle, company, language, timeZone, theme }: Profile): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.manager.update(Account, { id }, { name, jobTitle, company, language, timeZone, theme });
      tx.afterCommit(() => this.events.publish('profile.changed', { accountId: id }));
    });
  }

  /** Somebody wants no mail of a kind any more. Saying it twice is one change. */
  async mute(id: string, kind: MutableMailKind): Promise<void> {
    await this.database.transaction(async (tx) => {
      const account = await tx.manager.findOneBy(Account, { id });
      if (!account || account.mutedMails.includes(kind)) return;
      await tx.manager.update(Account, { id }, { mutedMails: [...account.mutedMails, kind] });
    });
  }

  /** How somebody wants their pages. */
  async lookOf(id: string): Promise<Pick<Account, 'theme' | 'timeZone'> | undefined> {
    const sql = 'SELECT theme, time_zone AS "timeZone" FROM account WHERE id = ?';
    return (await this.database.query<Pick<Account, 'theme' | 'timeZone'>>(sql, [id]))[0];
  }

  async belongsSomewhere(id: string): Promise<boolean> {
    return (await this.database.query('SELECT workspace_id FROM member WHERE account_id = ? LIMIT 1', [id])).length > 0;
  }

  /** @param email in lower case */
  async byEmail(email: string): Promise<Account | undefined> {
    return (await this.database.read.findOneBy(Account, { email })) ?? undefined;
  }

  /** Whether anybody can sign in: if not, the server waits to be set up. */
  anyExists(): Promise<boolean> {
    return this.database.read.exists(Account);
  }
}
