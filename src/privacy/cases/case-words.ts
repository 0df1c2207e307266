import type { CaseChannel, CaseKind, CaseState } from './case.types';

/** What the desk says: keys of the catalogue. */
export const kindWords: Record<CaseKind, string> = {
  access: 'cases.kinds.access',
  portability: 'cases.kinds.portability',
  erasure: 'cases.kinds.erasure',
  rectification: 'cases.kinds.rectification',
  objection: 'cases.kinds.objection',
  restriction: 'cases.kinds.restriction',
  withdrawal: 'cases.kinds.withdrawal',
  question: 'cases.kinds.question',
};
export const stateWords: Record<CaseState, string> = {
  received: 'cases.states.received',
  unverified: 'cases.states.unverified',
  verified: 'cases.states.verified',
  on_hold: 'cases.states.on_hold',
  duplicate: 'cases.states.duplicate',
  forwarded: 'cases.states.forwarded',
  approved: 'cases.states.approved',
  refused: 'cases.states.refused',
  executing: 'cases.states.executing',
  awaiting_recipients: 'cases.states.awaiting_recipients',
  complete: 'cases.states.complete',
};
export const stepWords: Record<CaseState | 'extended' | 'note', string> = {
  received: 'cases.steps.received',
  unverified: 'cases.steps.unverified',
  verified: 'cases.steps.verified',
  on_hold: 'cases.steps.on_hold',
  duplicate: 'cases.steps.duplicate',
  forwarded: 'cases.steps.forwarded',
  approved: 'cases.steps.approved',
  refused: 'cases.steps.refused',
  executing: 'cases.steps.executing',
  awaiting_recipients: 'cases.steps.awaiting_recipients',
  complete: 'cases.steps.complete',
  extended: 'cases.steps.extended',
  note: 'cases.steps.note',
};
export const channelWords: Record<CaseChannel, string> = {
  widget: 'cases.channels.widget',
  account: 'cases.channels.account',
  form: 'cases.channels.form',
  team: 'cases.channels.team',
};
export const proofWords: Record<string, string> = {
  '': 'cases.proofs.none',
  token: 'cases.proofs.token',
  session: 'cases.proofs.session',
  code: 'cases.proofs.code',
  team: 'cases.proofs.team',
};
export const approvalWords: Record<CaseKind, { action: string; hint: string }> = {
  access: { action: 'cases.approve.access', hint: 'cases.approveHint.access' },
  portability: { action: 'cases.approve.portability', hint: 'cases.approveHint.portability' },
  erasure: { action: 'cases.approve.erasure', hint: 'cases.approveHint.erasure' },
  rectification: { action: 'cases.approve.rectification', hint: 'cases.approveHint.rectification' },
  objection: { action: 'cases.approve.objection', hint: 'cases.approveHint.objection' },
  restriction: { action: 'cases.approve.restriction', hint: 'cases.approveHint.restriction' },
  withdrawal: { action: 'cases.approve.withdrawal', hint: 'cases.approveHint.withdrawal' },
  question: { action: 'cases.approve.question', hint: 'cases.approveHint.question' },
};
/** How urgent it looks. */
export const tones: Partial<Record<CaseState, string>> = {
  unverified: 'caution',
  verified: 'caution',
  on_hold: 'caution',
  refused: 'critical',
  complete: 'positive',
  awaiting_recipients: 'positive',
};
