import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { keptInBrowsers } from '../../data-map/stored-key';
import { clearCookie, setCookie } from './cookies';

/** Over TLS only this very host can set it: no neighbour puts words into our pages. */
const guarded = '__Host-parlour_flash';
const plain = 'parlour_flash';
const key = keptInBrowsers({
  purpose: 'cookies.keys.flash',
  kind: 'cookie',
  names: [guarded, plain],
  category: 'necessary',
  lifetime: 60,
  on: 'server',
});
const shape = /^(positive|critical):([\w.]{1,80})$/;

/** A sentence for the next page, after a form: its key in the catalogue travels in a cookie, never a text. */
export function flash(response: Response, kind: 'positive' | 'critical', text: string): void {
  setCookie(response, key, `${kind}:${text}`, { ...placeOf(response), encode: String });
}

/** Takes what the last answer left, once. */
export function takeFlash(request: Request, response: Response): { kind: string; key: string } | undefined {
  if (!request.headers.cookie?.includes(plain)) return undefined;
  const place = placeOf(response);
  const [, kind, text] = shape.exec(parseCookie(request.headers.cookie)[place.name] ?? '') ?? [];
  clearCookie(response, key, place);
  return kind ? { kind, key: text } : undefined;
}

function placeOf({ locals }: Response) {
  const secure = Boolean((locals as { secure?: boolean }).secure);
  return { name: secure ? guarded : plain, sameSite: 'lax' as const, secure };
}
