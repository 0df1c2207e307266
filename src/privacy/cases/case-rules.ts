import type { CaseKind, CaseState, RefusalReason } from './case.types';

/** Where a case may go from where it is. What is not here cannot happen, whoever asks. */
const ways: Record<CaseState, readonly CaseState[]> = {
  received: ['unverified', 'verified', 'duplicate', 'forwarded'],
  unverified: ['verified', 'duplicate', 'forwarded', 'refused'],
  verified: ['on_hold', 'duplicate', 'forwarded', 'approved', 'refused'],
  on_hold: ['verified', 'refused'],
  forwarded: ['unverified', 'verified'],
  approved: ['executing', 'refused'],
  executing: ['awaiting_recipients', 'complete', 'refused'],
  awaiting_recipients: ['complete'],
  duplicate: [],
  refused: [],
  complete: [],
};

export const mayMove = (from: CaseState, to: CaseState): boolean => ways[from].includes(to);
export const nextStates = (from: CaseState): readonly CaseState[] => ways[from];
/** Nobody waits for anything any more. */
export const isOver = (state: CaseState): boolean => !ways[state].length;
/** A refusal is written only where there is something left to refuse. */
export const mayRefuse = (state: CaseState): boolean => mayMove(state, 'refused') && !['approved', 'executing'].includes(state);

/**
 * What the person can have by themselves, with nobody deciding: it concerns nobody but them, or the law gives no ground to wait. An objection
 * holds from now on, and whether it stays is decided afterwards (Art. 18(1)(d) and 21(1) GDPR).
 */
export const takesEffectAtOnce = (kind: CaseKind): boolean =>
  ['access', 'portability', 'erasure', 'objection', 'restriction', 'withdrawal'].includes(kind);

/** Reasons that can be given for a refusal of each kind: an objection to marketing, a restriction or a withdrawal cannot be outweighed. */
const always: readonly RefusalReason[] = ['identity', 'unfounded', 'nothing'];
export function reasonsFor(kind: CaseKind): readonly RefusalReason[] {
  if (kind === 'access' || kind === 'portability') return [...always, 'others'];
  if (kind === 'erasure') return [...always, 'obligation', 'claims', 'others'];
  if (kind === 'objection') return [...always, 'interest', 'claims'];
  if (kind === 'rectification') return [...always, 'others'];
  return always;
}
