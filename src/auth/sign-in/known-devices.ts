import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { Clock } from '../../common/clock';
import { ClientAddress } from '../../common/http/client-address';
import { setCookie } from '../../common/http/cookies';
import { Keys } from '../../common/keys';
import { keptInBrowsers } from '../../data-map/stored-key';

const guarded = '__Host-parlour_device';
const plain = 'parlour_device';
const lifetime = 90 * 24 * 60 * 60;
const key = keptInBrowsers({
  purpose: 'cookies.keys.device',
  kind: 'cookie',
  names: [guarded, plain],
  category: 'necessary',
  lifetime,
  on: 'server',
});
const shape = /^([0-9a-z]{8,9})\.([\w-]{43})$/;

/**
 * Devices on which somebody was signed in. It opens nothing: tries from there are only counted apart from those of strangers, so that
 * who guesses at an account from elsewhere cannot keep its owner out. The cookie names nobody; it is a time, signed for one address.
 */
@Injectable()
export class KnownDevices {
  private readonly key: Buffer;

  constructor(
    keys: Keys,
    private readonly addresses: ClientAddress,
    private readonly clock: Clock,
  ) {
    this.key = keys.derive('known device');
  }

  /** @returns what tells this device apart from others, if the account was signed in on it */
  of(request: Request, email: string): string | undefined {
    const header = request.headers.cookie;
    if (!header?.includes(plain)) return undefined;
    const cookies = parseCookie(header);
    const match = shape.exec(cookies[guarded] ?? cookies[plain] ?? '');
    if (!match) return undefined;
    const [value, at, signature] = match;
    if (parseInt(at, 36) < this.clock.millis() - lifetime * 1000) return undefined;
    return timingSafeEqual(Buffer.from(signature), Buffer.from(this.sign(at, email))) ? value : undefined;
  }

  remember(request: Request, response: Response, email: string): void {
    const at = this.clock.millis().toString(36);
    const secure = this.addresses.isSecure(request);
    const options = { name: secure ? guarded : plain, sameSite: 'lax', path: '/', secure } as const;
    setCookie(response, key, `${at}.${this.sign(at, email)}`, options);
  }

  private sign(at: string, email: string): string {
    return createHmac('sha256', this.key).update(`${at}\n${email}`).digest('base64url');
  }
}
