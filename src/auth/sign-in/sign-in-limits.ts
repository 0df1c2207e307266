import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../../common/errors';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

/** Tries with one account from one address; an office that shares an address gets more for all its people. */
const ofPerson = { points: 8, duration: 15 * 60 };
const ofAddress = { points: 60, duration: 15 * 60 };

/** Slows down who guesses passwords, without letting anybody lock somebody else out. */
@Injectable()
export class SignInLimits {
  private readonly person = new RateLimiterMemory({ ...ofPerson, keyPrefix: 'person' });
  private readonly address = new RateLimiterMemory({ ...ofAddress, keyPrefix: 'address' });
  private readonly on: boolean;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.on = settings.RATE_LIMITS;
  }

  /** Counts a try before the password is looked at: tries that run at once count too. */
  async count(address: string, email: string): Promise<void> {
    if (!this.on) return;
    await this.counted(this.address.consume(networkOf(address)));
    await this.counted(this.person.consume(keyOf(address, email)));
  }

  /** The same where nobody says who they are: a passkey tells it. */
  async countFrom(address: string): Promise<void> {
    if (this.on) await this.counted(this.address.consume(networkOf(address)));
  }

  /** The password was right: the mistyped ones before it are forgiven. */
  async forgive(address: string, email: string): Promise<void> {
    if (!this.on) return;
    await this.address.reward(networkOf(address));
    await this.person.delete(keyOf(address, email));
  }

  private async counted(counting: Promise<unknown>): Promise<void> {
    try {
      await counting;
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      throw new ChatError('rate.limited', { retryAfter: Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000) });
    }
  }
}

/** One home has a whole /64 of IPv6 addresses, and so does one who guesses. */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':');
}

/** What people typed is not kept in memory as it is, nor can it grow. */
const keyOf = (address: string, email: string) =>
  createHash('sha256')
    .update(`${networkOf(address)} ${email}`)
    .digest('base64url');
