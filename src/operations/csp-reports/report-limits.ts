import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../../common/errors';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

/** A broken page reports once for each thing that it may not do; whoever sends more in a minute is no page. */
@Injectable()
export class ReportLimits {
  private readonly reports = new RateLimiterMemory({ points: 30, duration: 60 });

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'RATE_LIMITS'>) {}

  /** @throws ChatError rate.limited */
  async take(address: string): Promise<void> {
    if (!this.settings.RATE_LIMITS) return;
    try {
      await this.reports.consume(address);
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      const { msBeforeNext } = refusal as RateLimiterRes;
      throw new ChatError('rate.limited', { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
    }
  }
}
