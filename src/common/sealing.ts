import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const version = 'v1';
const cipher = 'aes-256-gcm';

/** What was sealed cannot be opened: with another key, for another place, or changed since. */
export class SealBroken extends Error {
  constructor() {
    super('A sealed value could not be opened: it was changed, or sealed with another SECRET_KEY. Type it again.');
  }
}

/**
 * Encrypts a text so that only this installation reads it (AES-256-GCM, NIST SP 800-38D, a random nonce of 96 bits).
 * `place` says where it belongs; it opens nowhere else. The version in front leaves room for other keys and ciphers.
 */
export function seal(key: Buffer, place: string, text: string): string {
  const nonce = randomBytes(12);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return [version, ...[nonce, sealing.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** @throws SealBroken */
export function open(key: Buffer, place: string, value: string): string {
  const [named, ...parts] = value.split('.');
  const [nonce, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (named !== version || parts.length !== 3 || nonce.length !== 12 || tag.length !== 16) throw new SealBroken();
  try {
    const opening = createDecipheriv(cipher, key, nonce).setAAD(Buffer.from(place)).setAuthTag(tag);
    return Buffer.concat([opening.update(sealed), opening.final()]).toString('utf8');
  } catch {
    throw new SealBroken();
  }
}
