import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import { ClientAddress } from '../../common/http/client-address';
import { clearCookie, setCookie } from '../../common/http/cookies';
import { keptInBrowsers } from '../../data-map/stored-key';

const name = 'parlour_invitation';
const key = keptInBrowsers({
  purpose: 'cookies.keys.invitation',
  kind: 'cookie',
  names: [name],
  category: 'necessary',
  lifetime: 60,
  on: 'server',
});

/**
 * Carries a new invitation's token from the form to the page after it, for the one browser that may know it: the server keeps
 * only its hash, and an address with it would stay in the history.
 */
@Injectable()
export class OneTimeLink {
  constructor(private readonly address: ClientAddress) {}

  linkTo(request: Request, token: string): string {
    return `${this.address.publicOrigin(request)}/invitations/${token}`;
  }

  keep(request: Request, response: Response, token: string): void {
    setCookie(response, key, token, this.options(request));
  }

  /** The link, once. */
  take(request: Request, response: Response): string | undefined {
    const token = parseCookie(request.headers.cookie ?? '')[name];
    if (token === undefined) return undefined;
    clearCookie(response, key, this.options(request));
    return /^[\w-]{43}$/.test(token) ? this.linkTo(request, token) : undefined;
  }

  private options(request: Request): CookieOptions {
    return { sameSite: 'strict', path: '/settings/agents', secure: this.address.isSecure(request) };
  }
}
