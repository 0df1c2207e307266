import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../../common/errors';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

/** `points` in `duration` seconds. A vendor has few addresses and many notices; who guesses tokens has one and many guesses. */
const limits = {
  guess: { points: 30, duration: 60 },
  notice: { points: 300, duration: 60 },
};

/** How often vendors, and who pretends to be one, may knock. */
@Injectable()
export class HookLimits {
  private readonly limiters = {
    guess: new RateLimiterMemory({ keyPrefix: 'guess', ...limits.guess }),
    notice: new RateLimiterMemory({ keyPrefix: 'notice', ...limits.notice }),
  };

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws ChatError rate.limited */
  async take(what: keyof typeof limits, key: string): Promise<void> {
    if (!this.settings.RATE_LIMITS) return;
    try {
      await this.limiters[what].consume(key);
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      const { msBeforeNext } = refusal as RateLimiterRes;
      throw new ChatError('rate.limited', { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
    }
  }
}
