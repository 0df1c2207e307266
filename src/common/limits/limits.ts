import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { ChatError } from '../errors';
import { Keys } from '../keys';
import { limitTable, type LimitName } from './limit-table';
import { SharedCounters, type Counter } from './shared-counters';

/**
 * How often things may be done. Counted in memory on one node, in Redis on several; while Redis is away each node counts for
 * itself. What is counted by is never kept as it is: keys are checksums.
 */
@Injectable()
export class Limits {
  private readonly counters = new Map<string, Counter>();
  private readonly key: Buffer;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'RATE_LIMITS'>,
    private readonly shared: SharedCounters,
    keys: Keys,
  ) {
    this.key = keys.derive('limits');
  }

  /** Counts one. @throws ChatError rate.limited, with the seconds to wait */
  async take(name: LimitName, whose: string): Promise<void> {
    if (!this.settings.RATE_LIMITS) return;
    try {
      await this.counterOf(name, limitTable[name]).consume(this.keyOf(name, whose));
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      const { msBeforeNext } = refusal as RateLimiterRes;
      throw new ChatError('rate.limited', { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
    }
  }

  /** It was no abuse: takes one back, or all of them. */
  async forgive(name: LimitName, whose: string, all = false): Promise<void> {
    if (!this.settings.RATE_LIMITS) return;
    const counter = this.counterOf(name, limitTable[name]);
    if (all) await counter.delete(this.keyOf(name, whose));
    else await counter.reward(this.keyOf(name, whose));
  }

  /** Whether this is the first time within so many seconds, on any node; also where limits are off. */
  async once(what: string, value: string, seconds: number): Promise<boolean> {
    try {
      await this.counterOf(`once ${what}`, { points: 1, duration: seconds }).consume(this.hidden(value));
      return true;
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      return false;
    }
  }

  private counterOf(name: string, { points, duration }: { points: number; duration: number }): Counter {
    const known = this.counters.get(name);
    if (known) return known;
    const options = { keyPrefix: `parlour:${name}`, points, duration };
    const counter = this.shared.counter(options) ?? new RateLimiterMemory(options);
    this.counters.set(name, counter);
    return counter;
  }

  private keyOf(name: LimitName, whose: string): string {
    return this.hidden(limitTable[name].by === 'address' ? networkOf(whose) : whose);
  }

  private hidden(whose: string): string {
    return createHmac('sha256', this.key).update(whose).digest('base64url').slice(0, 22);
  }
}

/** One home has a whole /64 of IPv6 addresses, and so does one who floods. */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':');
}
