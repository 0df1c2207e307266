import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { AccountsService } from '../../accounts/accounts.service';
import { AccountMail } from '../../auth/account-mail.service';
import { MailLimits } from '../../auth/mail-limits.service';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { OwnAddress } from '../../common/http/own-address';
import { newId, randomToken } from '../../common/ids';
import { hashOfToken } from '../../common/token-hash';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { Registration } from './registration.entity';

const lifetime = 24 * 3_600_000;

/** Where the operator lets anybody make an account: it begins with a link by mail. */
@Injectable()
export class RegistrationService {
  private readonly logger = new Logger('accounts');
  /** What is still being written; awaited by nobody who asked. */
  writing: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly mail: AccountMail,
    private readonly limits: MailLimits,
    private readonly client: ClientAddress,
    private readonly own: OwnAddress,
    private readonly clock: Clock,
  ) {}

  /** @throws ChatError `request.not_found`: the door is not there */
  checkOpen(): void {
    if (this.settings.REGISTRATION !== 'open') throw new ChatError('request.not_found');
  }

  /** Whether the address has an account is told in its own mailbox only; the answer waits for nothing that depends on it. */
  async ask(email: string, request: Request): Promise<void> {
    this.checkOpen();
    await this.limits.count(this.client.of(request));
    this.writing = this.write(email).catch((error: Error) => this.logger.error(`A link could not be written: ${error.name}.`));
  }

  /** @returns the address that was confirmed @throws ChatError `registration.invalid` */
  async read(token: string): Promise<string> {
    this.checkOpen();
    const found = await this.database.read.findOneBy(Registration, { tokenHash: hashOfToken(token) });
    if (!found || found.expiresAt <= this.clock.now()) throw new ChatError('registration.invalid');
    return found.email;
  }

  private async write(email: string): Promise<void> {
    if (!(await this.limits.allows(email))) return;
    const known = await this.accounts.byEmail(email);
    const token = randomToken(256);
    const now = this.clock.millis();
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM registration WHERE expires_at <= ?', [now]);
      if (known) {
        const model = { signIn: this.own.linkTo('/sign-in'), reset: this.own.linkTo('/reset') };
        const told = { kind: 'login', subject: 'email.registeredSubject', template: 'emails/registered', model } as const;
        return void (await this.mail.send(tx, known, told));
      }
      const registration = { id: newId(now), email, tokenHash: hashOfToken(token), expiresAt: new Date(now + lifetime) };
      await tx.manager.insert(Registration, registration);
      const link = this.own.linkTo(`/register/${token}`);
      await this.mail.sendToStranger(tx, registration, {
        kind: 'login',
        subject: 'email.registerSubject',
        template: 'emails/register',
        link,
      });
    });
  }
}
