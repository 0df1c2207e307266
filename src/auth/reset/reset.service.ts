import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Account } from '../../accounts/account.entity';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { OwnAddress } from '../../common/http/own-address';
import { newId, randomToken } from '../../common/ids';
import { hashOfToken } from '../../common/token-hash';
import { Database } from '../../database/database';
import { AccountMail } from '../account-mail.service';
import { MailLimits } from '../mail-limits.service';
import { NewPassword } from '../new-password.service';
import { SessionsService } from '../sessions.service';
import { SignInService } from '../sign-in/sign-in.service';
import { PasswordReset } from './password-reset.entity';

const lifetime = 3_600_000;

/** A forgotten password: a link by mail, good for an hour and once. */
@Injectable()
export class ResetService {
  private readonly logger = new Logger('auth');
  /** What is still being written; awaited by nobody who asked. */
  writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly limits: MailLimits,
    private readonly mail: AccountMail,
    private readonly newPassword: NewPassword,
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    private readonly own: OwnAddress,
    private readonly client: ClientAddress,
    private readonly clock: Clock,
  ) {}

  /**
   * Says nothing of whether there is such an account, in no words and by no clock: the answer does not wait for what is written, and
   * everything that depends on the account happens after it.
   */
  async ask(email: string, request: Request): Promise<void> {
    await this.limits.count(this.client.of(request));
    this.writing = this.write(email).catch((error: Error) => this.logger.error(`A link could not be written: ${error.name}.`));
  }

  /** @throws ChatError `reset.invalid`, the same for used, expired and never made */
  async read(token: string): Promise<Account> {
    const where = { tokenHash: hashOfToken(token) };
    const reset = await this.database.read.findOneBy(PasswordReset, where);
    const account =
      reset && reset.expiresAt > this.clock.now() && (await this.database.read.findOneBy(Account, { id: reset.accountId }));
    if (!account) throw new ChatError('reset.invalid');
    return account;
  }

  /** Signs in as any sign-in does: what is asked besides a password is asked after a new one, too. */
  async finish(token: string, password: string, response: Response, request: Request): Promise<void> {
    const account = await this.read(token);
    const made = await this.newPassword.prepare(account, password);
    await this.database.transaction(async (tx) => {
      const sql = 'DELETE FROM password_reset WHERE token_hash = ? AND expires_at > ? RETURNING id';
      const [used] = await tx.run(sql, [hashOfToken(token), this.clock.millis()]);
      if (!used) throw new ChatError('reset.invalid');
      await this.newPassword.keep(tx, made, { how: 'password.reset' });
    });
    const home = await this.signIn.homeOf(account.id);
    if (home) await this.sessions.start(account.id, home, response, request);
  }

  private async write(email: string): Promise<void> {
    const account = await this.database.read.findOneBy(Account, { email });
    if (!account || !(await this.signIn.homeOf(account.id)) || !(await this.limits.allows(email))) return;
    const token = randomToken(256);
    const now = this.clock.millis();
    const reset = { id: newId(now), accountId: account.id, tokenHash: hashOfToken(token), expiresAt: new Date(now + lifetime) };
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM password_reset WHERE expires_at <= ?', [now]);
      await tx.manager.insert(PasswordReset, reset);
      const link = this.own.linkTo(`/reset/${token}`);
      await this.mail.send(tx, account, { kind: 'login', subject: 'email.resetSubject', template: 'emails/reset', link });
    });
  }
}
