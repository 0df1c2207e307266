import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { keptInBrowsers } from '../../data-map/stored-key';
import { clearCookie, setCookie } from './cookies';

const cookie = 'parlour_flash';
const key = keptInBrowsers({
  purpose: 'cookies.keys.flash',
  kind: 'cookie',
  names: [cookie],
  category: 'necessary',
  lifetime: 60,
  on: 'server',
});
const shape = /^(positive|critical):([\w.]{1,80})$/;

/** A sentence for the next page, after a form: its key in the catalogue travels in a cookie, never a text. */
export function flash(response: Response, kind: 'positive' | 'critical', text: string): void {
  setCookie(response, key, `${kind}:${text}`, { sameSite: 'lax', encode: String });
}

/** Takes what the last answer left, once. */
export function takeFlash(request: Request, response: Response): { kind: string; key: string } | undefined {
  if (!request.headers.cookie?.includes(cookie)) return undefined;
  const [, kind, text] = shape.exec(parseCookie(request.headers.cookie)[cookie] ?? '') ?? [];
  clearCookie(response, key, { sameSite: 'lax' });
  return kind ? { kind, key: text } : undefined;
}
