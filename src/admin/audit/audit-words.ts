import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '../../audit/audit-entry.entity';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';

/** Which sentence says what was done. An act without one is shown by its name. */
const acts: Record<string, string> = {
  'plugin.enabled': 'audit.acts.pluginEnabled',
  'plugin.disabled': 'audit.acts.pluginDisabled',
  'plugin.configured': 'audit.acts.pluginConfigured',
  'plugin.forgotten': 'audit.acts.pluginForgotten',
  'workspace.regions_allowed': 'audit.acts.regionsAllowed',
  'purpose.chosen': 'audit.acts.purposeChosen',
  'purpose.withdrawn': 'audit.acts.purposeWithdrawn',
  'erasure.begun': 'audit.acts.erasureBegun',
  'erasure.completed': 'audit.acts.erasureCompleted',
  'export.begun': 'audit.acts.exportBegun',
  'export.fetched': 'audit.acts.exportFetched',
  'restriction.set': 'audit.acts.restrictionSet',
  'restriction.lifted': 'audit.acts.restrictionLifted',
  'objection.made': 'audit.acts.objectionMade',
  'objection.withdrawn': 'audit.acts.objectionWithdrawn',
  'translation.switched_on': 'audit.acts.translationOn',
  'translation.switched_off': 'audit.acts.translationOff',
  'writing.masking_on': 'audit.acts.maskingOn',
  'writing.masking_off': 'audit.acts.maskingOff',
  'ownership.offered': 'audit.acts.ownershipOffered',
  'ownership.withdrawn': 'audit.acts.ownershipWithdrawn',
  'ownership.accepted': 'audit.acts.ownershipAccepted',
  'ownership.refused': 'audit.acts.ownershipRefused',
  'payment.open': 'audit.acts.paymentOpen',
  'payment.paid': 'audit.acts.paymentPaid',
  'payment.failed': 'audit.acts.paymentFailed',
  'payment.refunded': 'audit.acts.paymentRefunded',
  'identity.changed': 'audit.acts.identityChanged',
  'identity.operator_changed': 'audit.acts.operatorChanged',
  'agreement.accepted': 'audit.acts.agreementAccepted',
  'breach.recorded': 'audit.acts.breachRecorded',
  'breach.assessed': 'audit.acts.breachAssessed',
  'breach.step': 'audit.acts.breachStep',
  'notice.published': 'audit.acts.noticePublished',
  'website.went_live': 'audit.acts.wentLive',
  'website.taken_off': 'audit.acts.takenOff',
  'proactive.added': 'audit.acts.proactiveAdded',
  'proactive.changed': 'audit.acts.proactiveChanged',
  'proactive.switched_on': 'audit.acts.proactiveOn',
  'proactive.switched_off': 'audit.acts.proactiveOff',
  'proactive.removed': 'audit.acts.proactiveRemoved',
  'proactive.moved': 'audit.acts.proactiveMoved',
  'statistics.configured': 'audit.acts.statisticsConfigured',
  'case.received': 'audit.acts.caseReceived',
  'case.unverified': 'audit.acts.caseUnverified',
  'case.verified': 'audit.acts.caseVerified',
  'case.on_hold': 'audit.acts.caseOnHold',
  'case.duplicate': 'audit.acts.caseDuplicate',
  'case.forwarded': 'audit.acts.caseForwarded',
  'case.approved': 'audit.acts.caseApproved',
  'case.refused': 'audit.acts.caseRefused',
  'case.executing': 'audit.acts.caseExecuting',
  'case.awaiting_recipients': 'audit.acts.caseAwaiting',
  'case.complete': 'audit.acts.caseComplete',
  'case.extended': 'audit.acts.caseExtended',
  'case.noted': 'audit.acts.caseNoted',
  'case.reminded': 'audit.acts.caseReminded',
  'case.overdue': 'audit.acts.caseOverdue',
  'case.terms': 'audit.acts.caseTerms',
  'case.lifted': 'audit.acts.caseLifted',
  'case.corrected': 'audit.acts.caseCorrected',
  'hold.put': 'audit.acts.holdPut',
  'hold.lifted': 'audit.acts.holdLifted',
  'authority.asked': 'audit.acts.authorityAsked',
  'authority.approved': 'audit.acts.authorityApproved',
  'authority.refused': 'audit.acts.authorityRefused',
  'child.flagged': 'audit.acts.childFlagged',
  'case.opened': 'audit.acts.caseOpened',
  'retention.changed': 'audit.acts.retentionChanged',
  'retention.purged': 'audit.acts.retentionPurged',
  'spam.configured': 'audit.acts.spamConfigured',
  'ban.put': 'audit.acts.banPut',
  'ban.lifted': 'audit.acts.banLifted',
  'person.looked_at': 'audit.acts.personLookedAt',
};

/** Says acts in plain words. */
@Injectable()
export class AuditWords {
  constructor(private readonly texts: Texts) {}

  /** `names` of the members by their accounts: whoever left is not named any more. */
  of({ id, action, target, accountId, details, at }: AuditEntry, names: ReadonlyMap<string, string>) {
    const text = acts[action] ? this.t(acts[action], { target }) : action;
    const who = accountId === null ? this.t('audit.server') : (names.get(accountId) ?? this.t('audit.left'));
    return { id, text, who, at, details: this.details(JSON.parse(details) as Record<string, unknown>) };
  }

  private details({ settings, regions }: Record<string, unknown>): string {
    if (isList(settings) && settings.length) return this.t('audit.settingsChanged', { names: settings.join(', ') });
    if (!isList(regions)) return '';
    if (!regions.length) return this.t('audit.anywhere');
    return this.t('audit.regions', { names: regions.map((region) => this.region(region)).join(', ') });
  }

  private region(code: string): string {
    if (code === 'EEA') return this.t('audit.area');
    return code === 'ADEQUATE' ? this.t('audit.adequate') : (countryName(code) ?? code);
  }

  private t(key: string, parameters?: Record<string, unknown>): string {
    return this.texts.t('en', key, parameters);
  }
}

const isList = (value: unknown): value is string[] => Array.isArray(value);
