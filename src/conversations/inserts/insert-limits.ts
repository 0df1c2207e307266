import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../../common/errors';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

/** For each account: a vendor costs money, and every call is a row of the ledger. */
const limit = { keyPrefix: 'insert', points: 60, duration: 60 };

@Injectable()
export class InsertLimits {
  private readonly limiter = new RateLimiterMemory(limit);

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws ChatError rate.limited */
  async take(accountId: string): Promise<void> {
    if (!this.settings.RATE_LIMITS) return;
    try {
      await this.limiter.consume(accountId);
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      throw new ChatError('rate.limited', { retryAfter: Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000) });
    }
  }
}
