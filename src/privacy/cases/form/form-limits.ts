import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../../../common/errors';
import { SETTINGS } from '../../../config/config.module';
import type { Settings } from '../../../config/settings';

const hour = 3600;

/** The form has us write a mail to whatever address somebody types: a few in an hour, wherever they come from and wherever they go. */
@Injectable()
export class FormLimits {
  private readonly clients = new RateLimiterMemory({ points: 10, duration: hour, keyPrefix: 'form client' });
  private readonly addresses = new RateLimiterMemory({ points: 3, duration: hour, keyPrefix: 'form address' });
  private readonly codes = new RateLimiterMemory({ points: 30, duration: hour, keyPrefix: 'form code' });
  private readonly on: boolean;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.on = settings.RATE_LIMITS;
  }

  /** @throws ChatError `rate.limited` */
  async ask(client: string, email: string): Promise<void> {
    await this.take(this.clients, client);
    await this.take(this.addresses, email);
  }

  /** @throws ChatError `rate.limited` */
  tryCode(client: string): Promise<void> {
    return this.take(this.codes, client);
  }

  /** Addresses are not kept in memory as they are. */
  private async take(limiter: RateLimiterMemory, key: string): Promise<void> {
    if (!this.on) return;
    try {
      await limiter.consume(createHash('sha256').update(key).digest('base64url'));
    } catch (refusal) {
      throw new ChatError('rate.limited', { retryAfter: Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000) });
    }
  }
}
