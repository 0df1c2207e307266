import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../common/errors';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { networkOf } from './sign-in/sign-in-limits';

/** Requests from one address, and mails to one person: nobody's mailbox is filled by somebody else. */
const ofAddress = { points: 20, duration: 15 * 60 };
const ofPerson = { points: 3, duration: 60 * 60 };

/** Mails that anybody can ask for, without signing in. */
@Injectable()
export class MailLimits {
  private readonly address = new RateLimiterMemory({ ...ofAddress, keyPrefix: 'mail address' });
  private readonly person = new RateLimiterMemory({ ...ofPerson, keyPrefix: 'mail person' });
  private readonly on: boolean;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.on = settings.RATE_LIMITS;
  }

  /** @throws ChatError `rate.limited`, whoever was asked for */
  async count(address: string): Promise<void> {
    if (!this.on) return;
    try {
      await this.address.consume(networkOf(address));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new ChatError('rate.limited', { retryAfter: Math.ceil(refusal.msBeforeNext / 1000) });
    }
  }

  /** Whether this person may get another mail. Nobody is told if not. */
  async allows(email: string): Promise<boolean> {
    if (!this.on) return true;
    const key = createHash('sha256').update(email).digest('base64url');
    return this.person.consume(key).then(
      () => true,
      () => false,
    );
  }
}
