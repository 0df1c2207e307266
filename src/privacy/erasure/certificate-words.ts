import type { KeptBasis } from '../../data-map/held-of';

/** Stores that are no tables. */
export const storeWords: Record<string, string> = {
  files: 'certificate.stores.files',
  export_files: 'certificate.stores.exportFiles',
  snapshots: 'certificate.stores.snapshots',
};
export const basisWords: Record<KeptBasis, string> = {
  'legal-obligation': 'certificate.bases.obligation',
  'legitimate-interest': 'certificate.bases.interest',
  'legal-claims': 'certificate.bases.claims',
};
export const answerWords = {
  done: 'certificate.answers.done',
  unconfirmed: 'certificate.answers.unconfirmed',
  waiting: 'certificate.answers.waiting',
};
export const bytesWords = { sqlite: 'certificate.bytesSaid.sqlite', postgres: 'certificate.bytesSaid.postgres' };
export const backupsWords = { known: 'certificate.backupsSaid.days', unknown: 'certificate.backupsSaid.unknown' };
export const labelWords = {
  erasedOn: 'certificate.erasedOn',
  number: 'certificate.number',
  gone: 'certificate.gone',
  unlinked: 'certificate.unlinked',
  kept: 'certificate.kept',
  until: 'certificate.until',
  keptNothing: 'certificate.keptNothing',
  recipients: 'certificate.recipients',
  noRecipients: 'certificate.noRecipients',
  askedAgain: 'certificate.askedAgain',
  bytes: 'certificate.bytes',
  signature: 'certificate.signature',
  signed: 'certificate.signed',
  check: 'certificate.check',
  download: 'certificate.download',
  languages: 'certificate.languages',
};

/**
 * The sentences that entities declare (`@HeldOf`) and that are signed in English. The page says them in the reader's language: each is found
 * by its English text.
 */
export const declaredWords = [
  'certificate.whys.words',
  'certificate.whys.log',
  'certificate.whys.recipients',
  'certificate.whys.decided',
  'certificate.whys.breach',
  'certificate.whys.request',
  'certificate.whys.erasure',
  'certificate.whys.export',
  'certificate.whys.authority',
  'certificate.whys.hold',
  'certificate.whys.agreement',
  'certificate.whys.notice',
  'certificate.untils.conversation',
  'certificate.untils.log',
  'certificate.untils.answered',
  'certificate.untils.plugin',
  'certificate.untils.purpose',
  'certificate.untils.workspace',
  'certificate.untils.requests',
  'certificate.untils.export',
  'certificate.untils.disclosures',
  'certificate.untils.hold',
];
