import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import type { OnServerListening } from '../on-server-listening';

/**
 * Where people reach this server, for links in mails. Never from the `Host` of a request: whoever asks for somebody else's link would choose
 * where it leads.
 */
@Injectable()
export class OwnAddress implements OnServerListening {
  private address: string;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'PUBLIC_URL' | 'PORT'>) {
    this.address = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
  }

  onServerListening(address: string): void {
    this.address = address;
  }

  linkTo(path: `/${string}`): string {
    return this.address + path;
  }
}
