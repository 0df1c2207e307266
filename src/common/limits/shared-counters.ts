import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { createClient } from 'redis';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

export type Counter = RateLimiterMemory | RateLimiterRedis;
export interface CounterOptions {
  keyPrefix: string;
  points: number;
  duration: number;
}

/** Counters that several nodes share, where there is a Redis. Nobody waits for one that is away: then each node counts for itself. */
@Injectable()
export class SharedCounters implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('limits');
  private client?: ReturnType<typeof createClient>;
  private away = false;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'REDIS_URL'>) {}

  async onModuleInit(): Promise<void> {
    if (!this.settings.REDIS_URL) return;
    const { createClient: create } = await import('redis');
    const client = create({
      url: this.settings.REDIS_URL,
      // What cannot be counted there is counted here, at once.
      disableOfflineQueue: true,
      socket: { reconnectStrategy: (attempt) => Math.min(100 * 2 ** attempt, 3_000) },
    });
    client.on('error', (error: Error) => {
      if (!this.away)
        this.logger.warn(`Redis is away: ${error.message}. Each node counts its limits for itself until it is back.`);
      this.away = true;
    });
    client.on('ready', () => (this.away = false));
    this.client = client as typeof this.client;
    // The start does not wait: whether the address is right is the events' concern.
    client.connect().catch(() => undefined);
  }

  counter(options: CounterOptions): Counter | undefined {
    if (!this.client) return undefined;
    return new RateLimiterRedis({
      ...options,
      storeClient: this.client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(options),
    });
  }

  onApplicationShutdown(): void {
    this.client?.destroy();
  }
}
