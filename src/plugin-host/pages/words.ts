import type { Capability, ConsentCategory, LegalBasis, PluginEventName, PluginPurpose, RecipientKind } from '../../plugin-api';
import type { Standing } from '../enablement/standing';
import type { Trouble } from '../plugin-host.types';

/** Which sentence of the catalogue says what a manifest says in a word. */
export const kindWords: Record<RecipientKind, string> = {
  payment: 'plugins.kinds.payment',
  hosting: 'plugins.kinds.hosting',
  analytics: 'plugins.kinds.analytics',
  email: 'plugins.kinds.email',
  support: 'plugins.kinds.support',
  translation: 'plugins.kinds.translation',
  writing: 'plugins.kinds.writing',
  partner: 'plugins.kinds.partner',
};

export const purposeWords: Record<PluginPurpose, string> = {
  conversation: 'plugins.purposes.conversation',
  service: 'plugins.purposes.service',
  security: 'plugins.purposes.security',
  billing: 'plugins.purposes.billing',
  improve: 'plugins.purposes.improve',
  marketing: 'plugins.purposes.marketing',
};

export const basisWords: Record<LegalBasis, string> = {
  consent: 'plugins.bases.consent',
  contract: 'plugins.bases.contract',
  'legal-obligation': 'plugins.bases.legalObligation',
  'legitimate-interest': 'plugins.bases.legitimateInterest',
};

export const consentWords: Record<ConsentCategory, string> = {
  preferences: 'plugins.consents.preferences',
  analytics: 'plugins.consents.analytics',
  personalisation: 'plugins.consents.personalisation',
  sharing: 'plugins.consents.sharing',
};

export const eventWords: Record<PluginEventName, string> = {
  'conversation.opened': 'plugins.events.conversationOpened',
  'conversation.closed': 'plugins.events.conversationClosed',
  'message.posted': 'plugins.events.messagePosted',
  'message.deleted': 'plugins.events.messageDeleted',
  'visitor.changed': 'plugins.events.visitorChanged',
};

export const capabilityWords: Record<Capability, string> = {
  translator: 'plugins.abilities.translator',
  writingAssistant: 'plugins.abilities.writingAssistant',
  emailSender: 'plugins.abilities.emailSender',
  emailReceiver: 'plugins.abilities.emailReceiver',
  analyticsSink: 'plugins.abilities.analyticsSink',
  fileStore: 'plugins.abilities.fileStore',
  paymentProvider: 'plugins.abilities.paymentProvider',
  locationEstimator: 'plugins.abilities.locationEstimator',
  cardProvider: 'plugins.abilities.cardProvider',
  composerAction: 'plugins.abilities.composerAction',
  eventHandler: 'plugins.abilities.eventHandler',
  scheduledJob: 'plugins.abilities.scheduledJob',
  personalData: 'plugins.abilities.personalData',
};

export const troubleWords: Record<Trouble, string> = {
  start: 'plugins.troubles.start',
  crash: 'plugins.troubles.crash',
  deadline: 'plugins.troubles.deadline',
  memory: 'plugins.troubles.memory',
  processor: 'plugins.troubles.processor',
  flood: 'plugins.troubles.flood',
  error: 'plugins.troubles.error',
  answer: 'plugins.troubles.answer',
  host: 'plugins.troubles.host',
  resting: 'plugins.troubles.resting',
};

/** What can be done about a trouble, where its sentence does not say it. */
export const adviceWords: Partial<Record<Trouble, string>> = {
  start: 'plugins.advice.lines',
  crash: 'plugins.advice.lines',
  deadline: 'plugins.advice.deadline',
  memory: 'plugins.advice.memory',
  processor: 'plugins.advice.author',
  flood: 'plugins.advice.author',
  error: 'plugins.advice.error',
  answer: 'plugins.advice.author',
  host: 'plugins.advice.host',
};

/** Where a workspace goes on after it switched something on that does this. */
export const nextSteps: Partial<Record<Capability, { path: string; text: string }>> = {
  translator: { path: '/settings/translation', text: 'plugins.next.translation' },
  writingAssistant: { path: '/settings/writing', text: 'plugins.next.writing' },
  emailSender: { path: '/settings/mail', text: 'plugins.next.mail' },
  emailReceiver: { path: '/settings/mail', text: 'plugins.next.mail' },
};

/** Why a plugin that is switched on does not run. */
export const waitingWords: Partial<Record<Standing, string>> = {
  gone: 'plugins.waiting.gone',
  broken: 'plugins.waiting.broken',
  unread: 'plugins.waiting.unread',
  region: 'plugins.waiting.region',
  settings: 'plugins.waiting.settings',
  notice: 'plugins.waiting.notice',
};

/** What fields of the data map are called. One without words of its own is called by its name. */
export const fieldWords: Record<string, string> = {
  'visitor.name': 'data.visitorName',
  'visitor.email': 'data.visitorEmail',
  'visitor.language': 'data.visitorLanguage',
  'visitor.country': 'data.visitorCountry',
  'visitor.browser': 'data.visitorBrowser',
  'visitor.os': 'data.visitorOs',
  'visitor.address': 'data.visitorAddress',
  'visitor.externalId': 'data.visitorExternalId',
  'visitor.seenAt': 'data.visitorSeenAt',
  'visitor.createdAt': 'data.visitorCreatedAt',
  'pageView.title': 'data.pageViewTitle',
  'pageView.url': 'data.pageViewUrl',
  'pageView.at': 'data.pageViewAt',
  'message.body': 'data.messageBody',
  'message.at': 'data.messageAt',
  'conversation.preview': 'data.conversationPreview',
  'attachment.name': 'data.attachmentName',
  'attachment.content': 'data.attachmentContent',
  'mail.recipient': 'data.mailRecipient',
  'mail.subject': 'data.mailSubject',
  'mail.body': 'data.mailBody',
  'analyticsEvent.at': 'data.analyticsEventAt',
  'analyticsPerson.personKey': 'data.analyticsPersonKey',
  'account.name': 'data.accountName',
  'account.email': 'data.accountEmail',
};
