/** What a kind of record is called for the person. One without a word is called by its own name. */
export const kindWords: Record<string, string> = {
  Account: 'export.kinds.account',
  AnalyticsEvent: 'export.kinds.analyticsEvent',
  AnalyticsPerson: 'export.kinds.analyticsPerson',
  Attachment: 'export.kinds.attachment',
  AuditEntry: 'export.kinds.auditEntry',
  AuditOrigin: 'export.kinds.auditOrigin',
  CaseStep: 'export.kinds.caseStep',
  ConsentReceipt: 'export.kinds.consentReceipt',
  Conversation: 'export.kinds.conversation',
  ConversationTag: 'export.kinds.conversationTag',
  ConversationTranslation: 'export.kinds.conversationTranslation',
  DataExport: 'export.kinds.dataExport',
  Disclosure: 'export.kinds.disclosure',
  FollowUp: 'export.kinds.followUp',
  Mail: 'export.kinds.mail',
  Member: 'export.kinds.member',
  Message: 'export.kinds.message',
  PageView: 'export.kinds.pageView',
  PersonalDataRequest: 'export.kinds.personalDataRequest',
  PrivacyCase: 'export.kinds.privacyCase',
  ReadingLanguage: 'export.kinds.readingLanguage',
  ReceivedMail: 'export.kinds.receivedMail',
  Restriction: 'export.kinds.restriction',
  SecurityAlert: 'export.kinds.securityAlert',
  Session: 'export.kinds.session',
  Translation: 'export.kinds.translation',
  Visitor: 'export.kinds.visitor',
};

/** Where a value comes from, in the person's language. */
export const sourceWords: Record<string, string> = {
  subject: 'export.sources.subject',
  agent: 'export.sources.agent',
  automatic: 'export.sources.automatic',
  website: 'export.sources.website',
  plugin: 'export.sources.plugin',
};
