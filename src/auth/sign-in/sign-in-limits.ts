import { Injectable } from '@nestjs/common';
import { Limits, networkOf } from '../../common/limits/limits';

/** Who tries, and as whom. */
export interface Try {
  address: string;
  email: string;
  /** The device, if the account was signed in on it before. */
  device?: string;
}

/** Slows down who guesses passwords, without letting anybody lock somebody else out: a device that the account knows is counted apart. */
@Injectable()
export class SignInLimits {
  constructor(private readonly limits: Limits) {}

  /** Counts a try before the password is looked at: tries that run at once count too. @throws ChatError rate.limited */
  async count({ address, email, device }: Try): Promise<void> {
    if (device) return this.limits.take('signInDevice', `${device} ${email}`);
    await this.limits.take('signInAddress', address);
    await this.limits.take('signInPerson', personAt(address, email));
    await this.limits.take('signInStrangers', email);
  }

  /** The password was right: the mistyped ones before it are forgiven. */
  async forgive({ address, email, device }: Try): Promise<void> {
    if (device) return this.limits.forgive('signInDevice', `${device} ${email}`, true);
    await this.limits.forgive('signInAddress', address);
    await this.limits.forgive('signInPerson', personAt(address, email), true);
    await this.limits.forgive('signInStrangers', email);
  }
}

const personAt = (address: string, email: string) => `${networkOf(address)} ${email}`;
