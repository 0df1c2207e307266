import type { KeptLine } from '../../data-map/ages';
import type { Source } from '../../data-map/personal';
import type { RetentionReason } from './retention-lines';

/** Keys of the catalogue: what a line is called, and from when on it counts. */
export const titleWords: Record<KeptLine, string> = {
  messages: 'retention.titles.messages',
  files: 'retention.titles.files',
  contact: 'retention.titles.contact',
  technical: 'retention.titles.technical',
  location: 'retention.titles.location',
  pages: 'retention.titles.pages',
  mails: 'retention.titles.mails',
  receipts: 'retention.titles.receipts',
  disclosures: 'retention.titles.disclosures',
  cases: 'retention.titles.cases',
  log: 'retention.titles.log',
  accounts: 'retention.titles.accounts',
  statistics: 'retention.titles.statistics',
};
export const aboutWords: Record<KeptLine, string> = {
  messages: 'retention.abouts.messages',
  files: 'retention.abouts.files',
  contact: 'retention.abouts.contact',
  technical: 'retention.abouts.technical',
  location: 'retention.abouts.location',
  pages: 'retention.abouts.pages',
  mails: 'retention.abouts.mails',
  receipts: 'retention.abouts.receipts',
  disclosures: 'retention.abouts.disclosures',
  cases: 'retention.abouts.cases',
  log: 'retention.abouts.log',
  accounts: 'retention.abouts.accounts',
  statistics: 'retention.abouts.statistics',
};
export const whyWords: Record<RetentionReason, string> = {
  service: 'retention.reasons.service',
  law: 'retention.reasons.law',
  disputes: 'retention.reasons.disputes',
  agreements: 'retention.reasons.agreements',
  records: 'retention.reasons.records',
};

/** Where data comes from, as the team says it. */
export const sourceWords: Record<Source, string> = {
  subject: 'dataMap.sources.subject',
  agent: 'dataMap.sources.agent',
  automatic: 'dataMap.sources.automatic',
  plugin: 'dataMap.sources.plugin',
};
