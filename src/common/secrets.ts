import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../config/config.module';
import { Keys } from './keys';
import { openWith, sealedUnder, sealUnder } from './sealing';
import { SealingKeys, type SealingSettings } from './sealing-keys';

/** Seals what must be kept but read by nobody else: every secret in the database goes through here. */
@Injectable()
export class Secrets {
  readonly keys: SealingKeys;

  constructor(keys: Keys, @Inject(SETTINGS) settings: SealingSettings) {
    this.keys = new SealingKeys(keys, settings);
  }

  /** `place` says whose and what it is, such as `website 01h…`; it opens nowhere else. */
  seal(place: string, text: string): string {
    return sealUnder(this.keys.newest, place, text);
  }

  /** @throws SealBroken */
  open(place: string, value: string): string {
    return openWith(this.keys.find, place, value);
  }

  /** The same secret under the newest key; as it is, if that sealed it. */
  again(place: string, value: string): string {
    return sealedUnder(value) === this.keys.newest.id ? value : this.seal(place, this.open(place, value));
  }
}
