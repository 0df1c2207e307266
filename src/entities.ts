import { Account } from './accounts/account.entity';
import { AccountLink } from './accounts/alerts/account-link.entity';
import { SecurityAlert } from './accounts/alerts/security-alert.entity';
import { AccountPicture } from './accounts/account-picture.entity';
import { AddressChange } from './accounts/address-change.entity';
import { Invitation } from './accounts/invitation.entity';
import { OwnershipOffer } from './accounts/ownership-offer.entity';
import { ConversationTranslation } from './assist/translation/conversation-translation.entity';
import { ReadingLanguage } from './assist/translation/reading-language.entity';
import { Translation } from './assist/translation/translation.entity';
import { WebsiteTranslation } from './assist/translation/website-translation.entity';
import { WritingPreference } from './assist/writing/writing-preference.entity';
import { AnalyticsEvent, AnalyticsFeed, AnalyticsPerson } from './analytics/analytics-event.entity';
import { HeldStatistic, Statistic, StatisticsChoice } from './analytics/statistic.entity';
import { AuditChain } from './audit/audit-chain.entity';
import { AuditCheckpoint } from './audit/audit-checkpoint.entity';
import { AuditEntry } from './audit/audit-entry.entity';
import { AuditOrigin } from './audit/audit-origin.entity';
import { ProactiveMessage } from './automation/proactive/proactive-message.entity';
import { PasskeyChallenge } from './auth/passkeys/passkey-challenge.entity';
import { Passkey } from './auth/passkeys/passkey.entity';
import { Authenticator } from './auth/second-factor/authenticator.entity';
import { CodeTries } from './auth/second-factor/code-tries.entity';
import { HalfSession } from './auth/second-factor/half-session.entity';
import { RecoveryCode } from './auth/second-factor/recovery-code.entity';
import { RememberedDevice } from './auth/second-factor/remembered-device.entity';
import { SecondFactorPolicy } from './auth/second-factor/second-factor-policy.entity';
import { PasswordReset } from './auth/reset/password-reset.entity';
import { Session } from './auth/session.entity';
import { ConsentReceipt } from './consent/consent-receipt.entity';
import { ConsentWording } from './consent/questions/consent-wording.entity';
import { ConsentChain } from './consent/receipts/consent-chain.entity';
import { Attachment } from './conversations/attachments/attachment.entity';
import { Conversation } from './conversations/conversation.entity';
import { InboxCount } from './conversations/inbox/inbox-count.entity';
import { Message } from './conversations/message.entity';
import { ConversationTag, Tag } from './conversations/tag.entity';
import { Mailbox } from './notifications/incoming/mailbox.entity';
import { ReceivedMail } from './notifications/incoming/received-mail.entity';
import { FollowUp } from './notifications/missed/follow-up.entity';
import { MailSetting } from './notifications/settings/mail-setting.entity';
import { WebsiteMail } from './notifications/settings/website-mail.entity';
import { Mail } from './outbox/mail.entity';
import { OutboxJob } from './outbox/outbox-job.entity';
import { Disclosure } from './plugin-host/disclosure.entity';
import { PersonalDataRequest } from './plugin-host/personal-data-request.entity';
import { PluginDelivery } from './plugin-host/plugin-delivery.entity';
import { PluginEnablement } from './plugin-host/plugin-enablement.entity';
import { WebhookNotice } from './plugin-host/webhook-notice.entity';
import { AuthorityRequest } from './privacy/authority/authority-request.entity';
import { CaseSetting } from './privacy/cases/case-setting.entity';
import { LegalHold } from './privacy/holds/legal-hold.entity';
import { CaseStep } from './privacy/cases/case-step.entity';
import { PrivacyCase } from './privacy/cases/privacy-case.entity';
import { ChosenPurpose } from './privacy/chosen-purpose.entity';
import { Erasure } from './privacy/erasure/erasure.entity';
import { DataExport } from './privacy/export/data-export.entity';
import { Breach } from './privacy/breaches/breach.entity';
import { NoticeText } from './privacy/notice/notice-text.entity';
import { NoticeVersion } from './privacy/notice/notice-version.entity';
import { AgreementAcceptance } from './privacy/papers/agreement-acceptance.entity';
import { Restriction } from './privacy/restriction.entity';
import { RetentionChoice } from './privacy/retention/retention-choice.entity';
import { RetentionRun } from './privacy/retention/retention-run.entity';
import { PageView } from './visitors/page-view.entity';
import { Visitor } from './visitors/visitor.entity';
import { LegalIdentity } from './workspaces/legal-identity.entity';
import { Member } from './workspaces/member.entity';
import { Registration } from './workspaces/registration/registration.entity';
import { Website } from './workspaces/website.entity';
import { Workspace } from './workspaces/workspace.entity';

/** Every table, of every room: one connection knows them all. */
export const entities = [
  Account,
  AccountLink,
  AccountPicture,
  AddressChange,
  AgreementAcceptance,
  AnalyticsEvent,
  AnalyticsFeed,
  AnalyticsPerson,
  Attachment,
  AuditChain,
  AuditCheckpoint,
  AuditEntry,
  Authenticator,
  AuditOrigin,
  AuthorityRequest,
  CaseSetting,
  CaseStep,
  Breach,
  ChosenPurpose,
  CodeTries,
  ConsentReceipt,
  ConsentChain,
  ConsentWording,
  Conversation,
  ConversationTag,
  ConversationTranslation,
  DataExport,
  Disclosure,
  Erasure,
  FollowUp,
  HalfSession,
  HeldStatistic,
  InboxCount,
  Invitation,
  LegalIdentity,
  LegalHold,
  Mail,
  MailSetting,
  Mailbox,
  Member,
  Message,
  NoticeText,
  NoticeVersion,
  OutboxJob,
  OwnershipOffer,
  PageView,
  Passkey,
  PasskeyChallenge,
  PasswordReset,
  PersonalDataRequest,
  PluginDelivery,
  PluginEnablement,
  ReceivedMail,
  PrivacyCase,
  ProactiveMessage,
  ReadingLanguage,
  RecoveryCode,
  RememberedDevice,
  Restriction,
  RetentionChoice,
  RetentionRun,
  SecondFactorPolicy,
  Registration,
  Restriction,
  RetentionChoice,
  RetentionRun,
  SecurityAlert,
  Session,
  Statistic,
  StatisticsChoice,
  Tag,
  Translation,
  Visitor,
  WebhookNotice,
  Website,
  WebsiteMail,
  WebsiteTranslation,
  Workspace,
  WritingPreference,
];
