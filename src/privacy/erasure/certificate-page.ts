import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import { DataMap } from '../data-map/data-map.service';
import { kindWords } from '../export/kind-words';
import type { KeptBasis } from '../../data-map/held-of';
import type { SignedCertificate } from './certificate.types';
import { fingerprintOf } from './certificate-signature';

/** Stores that are no tables, and tables whose name for the person themselves would not do here. */
const storeWords: Record<string, string> = {
  files: 'certificate.stores.files',
  export_files: 'certificate.stores.exportFiles',
  snapshots: 'certificate.stores.snapshots',
  outbox_job: 'certificate.stores.jobs',
  plugin_delivery: 'certificate.stores.deliveries',
  inbox_count: 'certificate.stores.counts',
  invitation: 'certificate.stores.invitations',
  account: 'certificate.stores.account',
  analytics_person: 'certificate.stores.analyticsPerson',
  attachment: 'certificate.stores.attachment',
  case_step: 'certificate.stores.caseStep',
  consent_receipt: 'certificate.stores.consentReceipt',
  data_export: 'certificate.stores.dataExport',
  disclosure: 'certificate.stores.disclosure',
  mail: 'certificate.stores.mail',
  page_view: 'certificate.stores.pageView',
  personal_data_request: 'certificate.stores.requests',
  privacy_case: 'certificate.stores.privacyCase',
  received_mail: 'certificate.stores.receivedMail',
  restriction: 'certificate.stores.restriction',
  visitor: 'certificate.stores.visitor',
  erasure: 'certificate.stores.erasure',
};
const basisWords: Record<KeptBasis, string> = {
  'legal-obligation': 'certificate.bases.obligation',
  'legitimate-interest': 'certificate.bases.interest',
  'legal-claims': 'certificate.bases.claims',
};
const answerWords = {
  done: 'certificate.answers.done',
  unconfirmed: 'certificate.answers.unconfirmed',
  waiting: 'certificate.answers.waiting',
};

/** In UTC: a certificate says the same wherever it is read. */
const dateOf = (iso: string): string =>
  `${new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso))} UTC`;

/** A certificate in words, for a page that prints well. */
@Injectable()
export class CertificatePage {
  constructor(
    private readonly texts: Texts,
    private readonly map: DataMap,
  ) {}

  of({ certificate, signature }: SignedCertificate) {
    const lines = (counts: Record<string, number>) =>
      Object.entries(counts).map(([store, count]) => ({ store: this.storeOf(store), count }));
    return {
      language: 'en',
      direction: 'ltr',
      title: this.t('certificate.title'),
      sender: certificate.controller,
      lead: this.t(certificate.subject.kind === 'visitor' ? 'certificate.leadVisitor' : 'certificate.leadAccount'),
      id: certificate.id,
      issue: certificate.issue,
      erasedAt: dateOf(certificate.erasedAt),
      issuedAt: dateOf(certificate.issuedAt),
      erased: lines(certificate.erased),
      unlinked: lines(certificate.unlinked),
      kept: certificate.kept.map(({ store, count, basis, why, until }) => ({
        ...{ store: this.storeOf(store), count, why, until },
        basis: this.t(basisWords[basis]),
      })),
      recipients: certificate.recipients.map(({ recipient, state, records, askedAgain }) => ({
        recipient,
        said: this.t(answerWords[state], { records: records ?? 0 }),
        askedAgain,
      })),
      bytesSaid: certificate.bytes.said,
      backups: certificate.backups.said,
      fingerprint: fingerprintOf(signature.key),
    };
  }

  private storeOf(store: string): string {
    const [name, plugin] = store.split(':');
    const kind = this.map.kinds.find(({ table }) => table === name);
    const key = storeWords[name] ?? (kind && kindWords[kind.name]);
    const said = key ? this.t(key) : name.replaceAll('_', ' ');
    return plugin ? this.t('certificate.storeAt', { store: said, plugin }) : said;
  }

  private t(key: string, parameters?: Record<string, unknown>): string {
    return this.texts.t('en', key, parameters);
  }
}
