import type { KeyObject } from 'node:crypto';
import type { Keys } from '../../common/keys';
import { isSigned, privateKeyOf, signatureOf } from '../../common/signing';
import type { Certificate, SignedCertificate } from './certificate.types';

export { fingerprintOf, privateKeyOf, publicKeyOf } from '../../common/signing';

/**
 * The server's own key, from its one secret: several nodes sign with the same, and a backup of the secret is one of this key, too.
 */
export const certificateKey = (keys: Keys): KeyObject => privateKeyOf(keys.derive('certificate of erasure'));

export const signed = (certificate: Certificate, key: KeyObject): SignedCertificate => ({
  certificate,
  signature: signatureOf(certificate, key),
});

/** Whether it is as it was when it was signed with the key that it names. Whose key that is, is another question. */
export function isSound(document: unknown): document is SignedCertificate {
  const { certificate, signature } = (document ?? {}) as Partial<SignedCertificate>;
  return certificate?.type === 'parlour/certificate-of-erasure' && isSigned(certificate, signature);
}
