import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { ClientAddress } from '../../common/http/client-address';
import { clearCookie, setCookie } from '../../common/http/cookies';
import { keptInBrowsers, type StoredKey } from '../../data-map/stored-key';

const shape = /^[\w-]{43}$/;

/** The names of a cookie that only this very host can set over TLS: no neighbouring subdomain can plant one. */
const namesOf = (name: string): [guarded: string, plain: string] => [`__Host-${name}`, name];

/** A cookie with a random token, which our own pages alone send: nothing that another page starts comes with it. */
export class GuardedCookie {
  private readonly key: StoredKey & { kind: 'cookie'; lifetime: number };

  /** @param lifetime seconds */
  constructor(
    private readonly name: string,
    purpose: string,
    lifetime: number,
  ) {
    this.key = keptInBrowsers({ purpose, kind: 'cookie', names: namesOf(name), category: 'necessary', lifetime, on: 'server' });
  }

  read(request: Request, address: ClientAddress): string | undefined {
    const { cookie } = request.headers;
    if (!cookie?.includes(this.name)) return undefined;
    const token = parseCookie(cookie)[this.nameFor(address.isSecure(request))];
    return token && shape.test(token) ? token : undefined;
  }

  write(request: Request, response: Response, address: ClientAddress, token: string): void {
    const secure = address.isSecure(request);
    setCookie(response, this.key, token, { name: this.nameFor(secure), sameSite: 'lax', path: '/', secure });
  }

  clear(request: Request, response: Response, address: ClientAddress): void {
    const secure = address.isSecure(request);
    clearCookie(response, this.key, { name: this.nameFor(secure), sameSite: 'lax', path: '/', secure });
  }

  private nameFor(secure: boolean): string {
    return namesOf(this.name)[secure ? 0 : 1];
  }
}
