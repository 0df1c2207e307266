import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json';

/** An Ed25519 signature (RFC 8032) with the public key that it is to be checked by, as `x` of a JWK (RFC 8037). */
export interface Signature {
  algorithm: 'Ed25519';
  key: string;
  value: string;
}

/** The bytes in front of an Ed25519 seed in PKCS 8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed 32 bytes */
export const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });

/** The public half, as `x` of a JWK. */
export const publicKeyOf = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x!;

/** SHA-256 of a public key, to compare by eye. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256')
    .update(Buffer.from(publicKey, 'base64url'))
    .digest('hex')
    .replace(/(.{4})(?=.)/g, '$1 ');

export function signatureOf(value: object, key: KeyObject): Signature {
  const signature = sign(null, Buffer.from(canonicalJson(value)), key).toString('base64url');
  return { algorithm: 'Ed25519', key: publicKeyOf(key), value: signature };
}

/** Whether `value` is as it was when it was signed with the key that the signature names. Whose key that is, is another question. */
export function isSigned(value: object, signature: Partial<Signature> | undefined): boolean {
  if (signature?.algorithm !== 'Ed25519') return false;
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: signature.key }, format: 'jwk' });
    return verify(null, Buffer.from(canonicalJson(value)), key, Buffer.from(signature.value!, 'base64url'));
  } catch {
    return false;
  }
}
