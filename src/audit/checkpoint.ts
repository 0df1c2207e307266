import type { Keys } from '../common/keys';
import { isSigned, privateKeyOf, signatureOf, type Signature } from '../common/signing';
import type { KeyObject } from 'node:crypto';

/** `pruned`: everything up to there was taken away because its time was over, and the rest is checked from there. */
export type CheckpointKind = 'first' | 'daily' | 'asked' | 'pruned' | 'restored';

/** How far a chain had come at a time. */
export interface Checkpoint {
  type: 'parlour/audit-checkpoint';
  version: 1;
  chain: string;
  place: number;
  hash: string;
  kind: CheckpointKind;
  /** ISO 8601 */
  at: string;
}
export interface SignedCheckpoint {
  checkpoint: Checkpoint;
  signature: Signature;
}

/** From the one secret: several nodes sign with the same key. */
export const checkpointKey = (keys: Keys): KeyObject => privateKeyOf(keys.derive('audit checkpoint'));

export const signCheckpoint = (checkpoint: Checkpoint, key: KeyObject): SignedCheckpoint => ({
  checkpoint,
  signature: signatureOf(checkpoint, key),
});

/** @param publicKey whose it has to be; the signature itself proves only that it was not changed since */
export function isCheckpoint(document: unknown, publicKey: string | undefined): document is SignedCheckpoint {
  const { checkpoint, signature } = (document ?? {}) as Partial<SignedCheckpoint>;
  if (checkpoint?.type !== 'parlour/audit-checkpoint' || !Number.isSafeInteger(checkpoint.place)) return false;
  return isSigned(checkpoint, signature) && (publicKey === undefined || signature?.key === publicKey);
}
