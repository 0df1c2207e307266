import { Inject, Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { CookieOptions, Response } from 'express';
import { clearCookie, setCookie } from '../common/http/cookies';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { keptInBrowsers } from '../data-map/stored-key';

/** Browsers accept the `__Host-` prefix only from this very host over TLS: no neighbouring subdomain can plant one. */
const guarded = '__Host-parlour_session';
const plain = 'parlour_session';
const shape = /^[\w-]{43}$/;
const key = keptInBrowsers({
  purpose: 'cookies.keys.session',
  kind: 'cookie',
  names: [guarded, plain],
  category: 'necessary',
  lifetime: 90 * 24 * 60 * 60,
  on: 'server',
});

/** Where a browser keeps its session's token. */
@Injectable()
export class SessionCookie {
  /** Known to be reached over TLS: then the plain name is never believed. */
  private readonly alwaysSecure: boolean;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.alwaysSecure = Boolean(settings.TLS_CERT) || (settings.PUBLIC_URL?.startsWith('https:') ?? false);
  }

  read(header: string | undefined): string | undefined {
    if (!header?.includes(plain)) return undefined;
    const cookies = parseCookie(header);
    const token = cookies[guarded] ?? (this.alwaysSecure ? undefined : cookies[plain]);
    return token && shape.test(token) ? token : undefined;
  }

  /** `maxAge`: milliseconds. */
  write(response: Response, token: string, secure: boolean, maxAge: number): void {
    setCookie(response, key, token, { ...this.options(secure), name: this.nameFor(secure), maxAge });
  }

  clear(response: Response, secure: boolean): void {
    clearCookie(response, key, { ...this.options(secure), name: this.nameFor(secure) });
  }

  private nameFor(secure: boolean): string {
    return secure ? guarded : plain;
  }

  private options(secure: boolean): CookieOptions {
    return { sameSite: 'lax', path: '/', secure };
  }
}
