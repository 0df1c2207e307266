import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Keys } from '../../common/keys';
import { canonicalJson } from './canonical-json';
import type { Certificate, SignedCertificate } from './certificate.types';

/** The bytes in front of an Ed25519 seed in PKCS 8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The server's own key, from its one secret: several nodes sign with the same, and a backup of the secret is one of this key, too.
 */
export const certificateKey = (keys: Keys): KeyObject => privateKeyOf(keys.derive('certificate of erasure'));

/** @param seed 32 bytes */
export const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });

/** The public half, as `x` of a JWK (RFC 8037). */
export const publicKeyOf = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x!;

/** SHA-256 of a public key, to compare by eye. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256')
    .update(Buffer.from(publicKey, 'base64url'))
    .digest('hex')
    .replace(/(.{4})(?=.)/g, '$1 ');

export function signed(certificate: Certificate, key: KeyObject): SignedCertificate {
  const value = sign(null, Buffer.from(canonicalJson(certificate)), key).toString('base64url');
  return { certificate, signature: { algorithm: 'Ed25519', key: publicKeyOf(key), value } };
}

/** Whether it is as it was when it was signed with the key that it names. Whose key that is, is another question. */
export function isSound(document: unknown): document is SignedCertificate {
  const { certificate, signature } = (document ?? {}) as Partial<SignedCertificate>;
  if (certificate?.type !== 'parlour/certificate-of-erasure' || signature?.algorithm !== 'Ed25519') return false;
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: signature.key }, format: 'jwk' });
    return verify(null, Buffer.from(canonicalJson(certificate)), key, Buffer.from(signature.value, 'base64url'));
  } catch {
    return false;
  }
}
