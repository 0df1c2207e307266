import { Entity, Index } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** What a challenge may be answered for. */
export type Ceremony = 'registration' | 'sign-in' | 'second-step' | 'confirmation';

/** What a device is asked to sign. It is used by removing it. */
@Entity()
@Index('passkey_challenge_by_expiry', ['expiresAt'])
@NotHeld('random numbers that are good for five minutes')
export class PasskeyChallenge {
  @IdColumn() @NotPersonal('hash of a random number') id: string;
  @TextColumn() @NotPersonal('kind of work') ceremony: Ceremony;
  /** The session or half session that asked; empty where nobody is signed in. */
  @TextColumn() @NotPersonal('hash of a random token') holder: string;
  @TimeColumn() @NotPersonal('time limit') expiresAt: Date;
}
