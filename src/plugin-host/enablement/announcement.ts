import { createHash } from 'node:crypto';
import type { EnabledPlugin } from '../plugin-host.types';

/**
 * SHA-256 of what a notice says of a plugin: whoever it hands data to, in which country, what for, which kinds of data, and what it
 * keeps in browsers. '' for one that hands on nothing and keeps nothing: nobody has to be told of it.
 */
export function announcementOf({
  manifest,
  recipient,
  country,
}: Pick<EnabledPlugin, 'manifest' | 'recipient' | 'country'>): string {
  const { recipient: declared, kind, safeguard, purpose, basis, consent, fields, cookies, retention } = manifest.privacy;
  if (declared === null && !cookies.length) return '';
  const said = [recipient, kind, country, safeguard, purpose, basis, consent, [...fields].sort(), cookies, retention];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
