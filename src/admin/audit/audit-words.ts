import { Injectable } from '@nestjs/common';
import type { ListedAct } from '../../audit/audit-list.service';
import type { ChainFault } from '../../audit/chain.types';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';

/** Which sentence says what was done. An act without one is shown by its name, and fails the suite. */
export const acts: Record<string, string> = {
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
  'password.changed': 'audit.acts.passwordChanged',
  'password.reset': 'audit.acts.passwordReset',
  'member.disabled': 'audit.acts.memberDisabled',
  'member.enabled': 'audit.acts.memberEnabled',
  'address.changed': 'audit.acts.addressChanged',
  'announcement.sent': 'audit.acts.announcementSent',
  'mail.link_read': 'audit.acts.mailLinkRead',
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
  'factor.added': 'audit.acts.factorAdded',
  'factor.removed': 'audit.acts.factorRemoved',
  'factor.codes_renewed': 'audit.acts.factorCodesRenewed',
  'factor.code_used': 'audit.acts.factorCodeUsed',
  'factor.guessed': 'audit.acts.factorGuessed',
  'factor.policy_changed': 'audit.acts.factorPolicy',
  'person.looked_at': 'audit.acts.personLookedAt',
  'sign_in.done': 'audit.acts.signedIn',
  'sign_in.refused': 'audit.acts.signInRefused',
  'account.locked': 'audit.acts.accountLocked',
  'account.unlocked': 'audit.acts.accountUnlocked',
  'alert.raised': 'audit.acts.alertRaised',
  'alert.confirmed': 'audit.acts.alertConfirmed',
  'alert.seen': 'audit.acts.alertSeen',
  'alert.denied': 'audit.acts.alertDenied',
  'token.created': 'audit.acts.tokenCreated',
  'token.revoked': 'audit.acts.tokenRevoked',
  'audit.exported': 'audit.acts.auditExported',
  'audit.signed': 'audit.acts.auditSigned',
  'chain.broken': 'audit.acts.chainBroken',
  'backup.restored': 'audit.acts.backupRestored',
};

/** Acts of somebody whom nobody knows: not of the server. */
const byStrangers: readonly string[] = ['sign_in.refused'];

/** Says acts in plain words. */
@Injectable()
export class AuditWords {
  constructor(private readonly texts: Texts) {}

  /** `names` of the members by their accounts: whoever left is not named any more. */
  of(
    { id, place, action, target, accountId, details, at, network, country, device }: ListedAct,
    names: ReadonlyMap<string, string>,
  ) {
    const text = acts[action] ? this.t(acts[action], { target: names.get(target) ?? this.nameless(action, target) }) : action;
    const from = [device, country && (countryName(country) ?? country), network].filter(Boolean).join(' · ');
    return { id, place, text, who: this.who(action, accountId, names), at, from, details: this.details(details) };
  }

  fault({ fault, place }: ChainFault): string {
    return this.t(faults[fault], { place });
  }

  private who(action: string, accountId: string | null, names: ReadonlyMap<string, string>): string {
    if (accountId !== null) return names.get(accountId) ?? this.t('audit.left');
    return this.t(byStrangers.includes(action) ? 'audit.somebody' : 'audit.server');
  }

  /** A refused one was as an account of nobody, or of somebody who left. */
  private nameless(action: string, target: string): string {
    if (!byStrangers.includes(action)) return target;
    return this.t(target.startsWith('unknown:') ? 'audit.unknownAddress' : 'audit.left');
  }

  private details(json: string): string {
    const { settings, regions, code, missing, fault, place, rule } = JSON.parse(json) as Record<string, unknown>;
    if (typeof code === 'string') return refusals[code] ? this.t(refusals[code]) : code;
    if (typeof rule === 'string') return rule;
    if (typeof missing === 'number') return this.t('audit.missing', { place: missing });
    if (typeof fault === 'string' && fault in faults)
      return this.fault({ fault: fault as ChainFault['fault'], place: Number(place) });
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

const faults: Record<ChainFault['fault'], string> = {
  missing: 'audit.faults.missing',
  changed: 'audit.faults.changed',
  end: 'audit.faults.end',
  checkpoint: 'audit.faults.checkpoint',
  origin: 'audit.faults.origin',
};
const refusals: Record<string, string> = {
  'sign_in.wrong': 'audit.refusals.wrong',
  'rate.limited': 'audit.refusals.limited',
};

const isList = (value: unknown): value is string[] => Array.isArray(value);
