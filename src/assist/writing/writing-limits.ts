import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../../common/errors';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

/** For each account: a provider costs money or a machine's time, a dictionary only a little of the latter. */
const limits = { writing: { points: 20, duration: 60 }, spelling: { points: 60, duration: 60 } };

@Injectable()
export class WritingLimits {
  private readonly limiters = {
    writing: new RateLimiterMemory({ keyPrefix: 'writing', ...limits.writing }),
    spelling: new RateLimiterMemory({ keyPrefix: 'spelling', ...limits.spelling }),
  };

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws ChatError rate.limited */
  async take(what: keyof typeof limits, accountId: string): Promise<void> {
    if (!this.settings.RATE_LIMITS) return;
    try {
      await this.limiters[what].consume(accountId);
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      throw new ChatError('rate.limited', { retryAfter: Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000) });
    }
  }
}
