import type { CookieOptions, Response } from 'express';
import type { StoredKey } from '../../data-map/stored-key';

type Cookie = StoredKey & { kind: 'cookie'; lifetime: number };

/**
 * The one place that sets cookies: only what is declared, under a declared name, for no longer than was declared.
 * @param maxAge milliseconds; as declared if left out
 */
export function setCookie(
  response: Response,
  cookie: Cookie,
  value: string,
  options: CookieOptions & { name?: string } = {},
): void {
  const { name = cookie.names[0], maxAge = Infinity, ...rest } = options;
  if (!cookie.names.includes(name)) throw new Error(`The cookie ${name} is not declared.`);
  response.cookie(name, value, { httpOnly: true, ...rest, maxAge: Math.min(maxAge, cookie.lifetime * 1000) });
}

export function clearCookie(response: Response, cookie: Cookie, options: CookieOptions & { name?: string } = {}): void {
  const { name = cookie.names[0], ...rest } = options;
  response.clearCookie(name, { httpOnly: true, ...rest });
}
