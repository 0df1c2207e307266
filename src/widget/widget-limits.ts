import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../common/errors';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';

/** How often one address or visitor may knock on the widget's doors: `docs/protocol.md`, section 8. */
const limits = {
  token: { points: 30, duration: 60 },
  upload: { points: 20, duration: 60 },
  frame: { points: 60, duration: 3 },
  config: { points: 300, duration: 60 },
};

@Injectable()
export class WidgetLimits {
  private readonly limiters = Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [name, new RateLimiterMemory({ keyPrefix: name, ...limit })]),
  ) as Record<keyof typeof limits, RateLimiterMemory>;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws ChatError rate.limited */
  async take(what: keyof typeof limits, key: string): Promise<void> {
    if (!this.settings.RATE_LIMITS) return;
    try {
      await this.limiters[what].consume(key);
    } catch (refusal) {
      const { msBeforeNext } = refusal as RateLimiterRes;
      throw new ChatError('rate.limited', { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
    }
  }
}
