import type { CaseKind, RefusalReason } from './case.types';

interface LetterText {
  subject: string;
  body: string;
}

/** Where the words of each letter stand in the catalogue. */
export const letters = {
  code: { subject: 'letters.codeSubject', body: 'letters.code' },
  received: { subject: 'letters.receivedSubject', body: 'letters.received' },
  held: { subject: 'letters.heldSubject', body: 'letters.held' },
  forwarded: { subject: 'letters.forwardedSubject', body: 'letters.forwarded' },
  extended: { subject: 'letters.extendedSubject', body: 'letters.extended' },
  refused: { subject: 'letters.refusedSubject', body: 'letters.refused' },
  exported: { subject: 'letters.exportedSubject', body: 'letters.exported' },
  erasing: { subject: 'letters.erasingSubject', body: 'letters.erasing' },
  erased: { subject: 'letters.erasedSubject', body: 'letters.erased' },
  rectified: { subject: 'letters.rectifiedSubject', body: 'letters.rectified' },
  objected: { subject: 'letters.objectedSubject', body: 'letters.objected' },
  overruled: { subject: 'letters.overruledSubject', body: 'letters.overruled' },
  restricted: { subject: 'letters.restrictedSubject', body: 'letters.restricted' },
  lifting: { subject: 'letters.liftingSubject', body: 'letters.lifting' },
  withdrawn: { subject: 'letters.withdrawnSubject', body: 'letters.withdrawn' },
  answered: { subject: 'letters.answeredSubject', body: 'letters.answered' },
} as const satisfies Record<string, LetterText>;
export type Letter = keyof typeof letters;

/** What was asked for, in words that fit into a sentence of a letter. */
export const requestWords: Record<CaseKind, string> = {
  access: 'letters.kinds.access',
  portability: 'letters.kinds.portability',
  erasure: 'letters.kinds.erasure',
  rectification: 'letters.kinds.rectification',
  objection: 'letters.kinds.objection',
  restriction: 'letters.kinds.restriction',
  withdrawal: 'letters.kinds.withdrawal',
  question: 'letters.kinds.question',
};

export const reasonWords: Record<RefusalReason, string> = {
  identity: 'letters.reasons.identity',
  unfounded: 'letters.reasons.unfounded',
  obligation: 'letters.reasons.obligation',
  claims: 'letters.reasons.claims',
  others: 'letters.reasons.others',
  interest: 'letters.reasons.interest',
  nothing: 'letters.reasons.nothing',
};
