import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';

/** A key and the name it goes by in what it sealed. */
export interface SealingKey {
  /** Eight characters of base64url. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** What was sealed cannot be opened: with another key, for another place, or changed since. */
export class SealBroken extends Error {
  constructor() {
    super('A sealed value could not be opened: it was changed, or sealed with another SECRET_KEY. Type it again.');
  }
}

/**
 * Encrypts a text so that only this installation reads it (AES-256-GCM, NIST SP 800-38D, a random nonce of 96 bits).
 * `place` says where it belongs; it opens nowhere else. In front stand the version and the name of the key, so that keys can change.
 */
export function sealUnder({ id, key }: SealingKey, place: string, text: string): string {
  return ['v2', id, ...partsOf(key, place, text)].join('.');
}

/** `find` knows keys by their names; the one of before there were names is `v1`. @throws SealBroken */
export function openWith(find: (id: string) => Buffer | undefined, place: string, value: string): string {
  const [version, ...rest] = value.split('.');
  const id = version === 'v2' ? rest.shift() : 'v1';
  const key = ['v1', 'v2'].includes(version) && id ? find(id) : undefined;
  if (!key) throw new SealBroken();
  return opened(key, place, rest);
}

/** The name of the key that sealed this; undefined if nothing did. */
export const sealedUnder = (value: string): string | undefined =>
  /^v2\.([\w-]{8})(\.[\w-]*){3}$/.exec(value)?.[1] ?? (/^v1(\.[\w-]*){3}$/.test(value) ? 'v1' : undefined);

/** As {@link sealUnder}, with a key that has no name and so can never change. */
export const seal = (key: Buffer, place: string, text: string): string => ['v1', ...partsOf(key, place, text)].join('.');

/** @throws SealBroken */
export const open = (key: Buffer, place: string, value: string): string =>
  openWith((id) => (id === 'v1' ? key : undefined), place, value);

function partsOf(key: Buffer, place: string, text: string): string[] {
  const nonce = randomBytes(12);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return [nonce, sealing.getAuthTag(), sealed].map((part) => part.toString('base64url'));
}

function opened(key: Buffer, place: string, parts: string[]): string {
  const [nonce, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (parts.length !== 3 || nonce.length !== 12 || tag.length !== 16) throw new SealBroken();
  try {
    const opening = createDecipheriv(cipher, key, nonce).setAAD(Buffer.from(place)).setAuthTag(tag);
    return Buffer.concat([opening.update(sealed), opening.final()]).toString('utf8');
  } catch {
    throw new SealBroken();
  }
}
