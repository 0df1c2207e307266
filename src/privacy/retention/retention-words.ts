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
  abuse: 'retention.titles.abuse',
  spam: 'retention.titles.spam',
  pages: 'retention.titles.pages',
  mails: 'retention.titles.mails',
  receipts: 'retention.titles.receipts',
  disclosures: 'retention.titles.disclosures',
  cases: 'retention.titles.cases',
  log: 'retention.titles.log',
  statistics: 'retention.titles.statistics',
};
export const aboutWords: Record<KeptLine, string> = {
  messages: 'retention.abouts.messages',
  files: 'retention.abouts.files',
  contact: 'retention.abouts.contact',
  technical: 'retention.abouts.technical',
  location: 'retention.abouts.location',
  abuse: 'retention.abouts.abuse',
  spam: 'retention.abouts.spam',
  pages: 'retention.abouts.pages',
  mails: 'retention.abouts.mails',
  receipts: 'retention.abouts.receipts',
  disclosures: 'retention.abouts.disclosures',
  cases: 'retention.abouts.cases',
  log: 'retention.abouts.log',
  statistics: 'retention.abouts.statistics',
};
export const whyWords: Record<RetentionReason, string> = {
  service: 'retention.reasons.service',
  law: 'retention.reasons.law',
  disputes: 'retention.reasons.disputes',
  agreements: 'retention.reasons.agreements',
  records: 'retention.reasons.records',
};

const kinds: Readonly<Record<string, string>> = {
  AnalyticsEvent: 'retention.kinds.analyticsEvent',
  AnalyticsPerson: 'retention.kinds.analyticsPerson',
  Attachment: 'retention.kinds.attachment',
  AuditEntry: 'retention.kinds.auditEntry',
  CaseStep: 'retention.kinds.caseStep',
  ConsentReceipt: 'retention.kinds.consentReceipt',
  Conversation: 'retention.kinds.conversation',
  ConversationTag: 'retention.kinds.conversationTag',
  ConversationTranslation: 'retention.kinds.conversationTranslation',
  DataExport: 'retention.kinds.dataExport',
  Disclosure: 'retention.kinds.disclosure',
  FollowUp: 'retention.kinds.followUp',
  Mail: 'retention.kinds.mail',
  Message: 'retention.kinds.message',
  OutboxJob: 'retention.kinds.outboxJob',
  PageView: 'retention.kinds.pageView',
  PersonalDataRequest: 'retention.kinds.personalDataRequest',
  PluginDelivery: 'retention.kinds.pluginDelivery',
  PrivacyCase: 'retention.kinds.privacyCase',
  ReceivedMail: 'retention.kinds.receivedMail',
  Restriction: 'retention.kinds.restriction',
  Statistic: 'retention.kinds.statistic',
  Translation: 'retention.kinds.translation',
  Visitor: 'retention.kinds.visitor',
};

/** What records of a kind are called; one that has no word, by its own name: `LegalHold` is "Legal hold". */
export function kindName(kind: string, t: (key: string) => string): string {
  if (kinds[kind]) return t(kinds[kind]);
  return kind.replace(/(?!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Where data comes from, as the team says it. */
export const sourceWords: Record<Source, string> = {
  subject: 'dataMap.sources.subject',
  agent: 'dataMap.sources.agent',
  automatic: 'dataMap.sources.automatic',
  plugin: 'dataMap.sources.plugin',
};
