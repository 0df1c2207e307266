import type { Category, Purpose, Source } from '../../data-map/personal';
import type { ConsentCategory, LegalBasis, PluginPurpose, RecipientKind } from '../../plugin-api';
import type { KeptLine } from '../../data-map/ages';
import type { RetentionReason } from '../retention/retention-lines';
import type { Section } from './notice.types';

/** Keys of the catalogue, in one place: every word that a notice can say is there in five languages. */
export const sectionWords: Record<Section, string> = {
  who: 'notice.sections.who',
  what: 'notice.sections.what',
  why: 'notice.sections.why',
  recipients: 'notice.sections.recipients',
  transfers: 'notice.sections.transfers',
  retention: 'notice.sections.retention',
  storage: 'notice.sections.storage',
  rights: 'notice.sections.rights',
  children: 'notice.sections.children',
  changes: 'notice.sections.changes',
};

export const categoryWords: Record<Category, string> = {
  account: 'notice.categories.account',
  contact: 'notice.categories.contact',
  conversation: 'notice.categories.conversation',
  file: 'notice.categories.file',
  technical: 'notice.categories.technical',
  location: 'notice.categories.location',
  activity: 'notice.categories.activity',
  security: 'notice.categories.security',
};

/** What a kind of data is, in a sentence. */
export const heldWords: Record<Category, string> = {
  account: 'notice.held.account',
  contact: 'notice.held.contact',
  conversation: 'notice.held.conversation',
  file: 'notice.held.file',
  technical: 'notice.held.technical',
  location: 'notice.held.location',
  activity: 'notice.held.activity',
  security: 'notice.held.security',
};

export const purposeWords: Record<Purpose | PluginPurpose, string> = {
  account: 'notice.purposes.account',
  conversation: 'notice.purposes.conversation',
  service: 'notice.purposes.service',
  security: 'notice.purposes.security',
  billing: 'notice.purposes.billing',
  improve: 'notice.purposes.improve',
  marketing: 'notice.purposes.marketing',
};

export const sourceWords: Record<Source, string> = {
  subject: 'notice.sources.subject',
  agent: 'notice.sources.agent',
  automatic: 'notice.sources.automatic',
  plugin: 'notice.sources.plugin',
};

export const kindWords: Record<RecipientKind, string> = {
  payment: 'notice.kinds.payment',
  hosting: 'notice.kinds.hosting',
  analytics: 'notice.kinds.analytics',
  email: 'notice.kinds.email',
  support: 'notice.kinds.support',
  translation: 'notice.kinds.translation',
  writing: 'notice.kinds.writing',
  partner: 'notice.kinds.partner',
};

export const basisWords: Record<LegalBasis, string> = {
  consent: 'notice.bases.consent',
  contract: 'notice.bases.contract',
  'legal-obligation': 'notice.bases.legalObligation',
  'legitimate-interest': 'notice.bases.legitimateInterest',
};

/** What is kept for the same time, and from when it counts; for accounts, the kind of data. */
export const lineWords: Record<KeptLine | Category, string> = {
  ...categoryWords,
  messages: 'notice.lines.messages',
  files: 'notice.lines.files',
  contact: 'notice.lines.contact',
  technical: 'notice.lines.technical',
  location: 'notice.lines.location',
  pages: 'notice.lines.pages',
  mails: 'notice.lines.mails',
  receipts: 'notice.lines.receipts',
  disclosures: 'notice.lines.disclosures',
  cases: 'notice.lines.cases',
  log: 'notice.lines.log',
  accounts: 'notice.lines.accounts',
  statistics: 'notice.lines.statistics',
};

export const reasonWords: Record<RetentionReason, string> = {
  service: 'notice.reasons.service',
  law: 'notice.reasons.law',
  disputes: 'notice.reasons.disputes',
  agreements: 'notice.reasons.agreements',
  records: 'notice.reasons.records',
};

export const consentWords: Record<ConsentCategory | 'necessary', string> = {
  necessary: 'notice.consents.necessary',
  preferences: 'notice.consents.preferences',
  analytics: 'notice.consents.analytics',
  personalisation: 'notice.consents.personalisation',
  sharing: 'notice.consents.sharing',
};

/** Groups of countries that may stand among the allowed regions. */
export const regionWords: Record<string, string> = {
  EEA: 'notice.regions.area',
  ADEQUATE: 'notice.regions.adequate',
};
