import { randomBytes } from 'node:crypto';

/** Crockford's base 32 in lower case: sorts by value, and is one word to a full-text tokenizer. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new row's identifier: 26 characters, the first ten from the time in milliseconds, so that rows made together lie
 * together in every index; sixteen random ones (80 bits) follow.
 */
export function newId(now: number = Date.now()): string {
  let tail = '';
  for (const byte of randomBytes(16)) tail += alphabet[byte & 31];
  return idsFrom(now) + tail;
}

/** Where the identifiers of a moment begin: what was made before sorts before it. */
export function idsFrom(millis: number): string {
  let head = '';
  for (let rest = Math.floor(millis), index = 0; index < 10; index++, rest = Math.floor(rest / 32))
    head = alphabet[rest % 32] + head;
  return head;
}

/** An unguessable text of `bits` random bits, for tokens, keys and addresses of files. */
export function randomToken(bits = 256): string {
  return randomBytes(bits / 8).toString('base64url');
}
