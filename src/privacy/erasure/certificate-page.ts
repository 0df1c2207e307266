import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import { DataMap } from '../data-map/data-map.service';
import { kindName } from '../kind-names';
import type { SignedCertificate } from './certificate.types';
import { answerWords, backupsWords, basisWords, bytesWords, declaredWords, labelWords, storeWords } from './certificate-words';
import { fingerprintOf } from './certificate-signature';

type Say = (key: string, parameters?: Record<string, unknown>) => string;

/** A certificate in words, for a page that prints well, in the reader's language. What is signed is the same in each. */
@Injectable()
export class CertificatePage {
  constructor(
    private readonly texts: Texts,
    private readonly map: DataMap,
  ) {}

  of({ certificate, signature }: SignedCertificate, language: string) {
    const say: Say = (key, parameters) => this.texts.t(language, key, parameters);
    const lines = (counts: Record<string, number>) =>
      Object.entries(counts).map(([store, count]) => ({
        store: this.storeOf(store, say),
        count: count.toLocaleString(language),
      }));
    const { days } = certificate.backups;
    return {
      language,
      direction: this.texts.direction(language),
      title: say('certificate.title'),
      label: Object.fromEntries(Object.entries(labelWords).map(([name, key]) => [name, say(key)])),
      lead: say(certificate.subject.kind === 'visitor' ? 'certificate.leadVisitor' : 'certificate.leadAccount'),
      sender: certificate.controller,
      id: certificate.id,
      issue: say('certificate.issue', { number: certificate.issue }),
      erasedAt: dateIn(language, certificate.erasedAt),
      issuedAt: dateIn(language, certificate.issuedAt),
      erased: lines(certificate.erased),
      unlinked: lines(certificate.unlinked),
      kept: certificate.kept.map(({ store, count, basis, why, until }) => ({
        ...{ store: this.storeOf(store, say), count: count.toLocaleString(language) },
        ...{ why: this.declared(why, say), until: this.declared(until, say), basis: say(basisWords[basis]) },
      })),
      recipients: certificate.recipients.map(({ recipient, state, records, askedAgain }) => ({
        recipient,
        said: say(answerWords[state], { records: records ?? 0 }),
        askedAgain,
      })),
      bytesSaid: say(bytesWords[certificate.bytes.store]),
      backups: days ? say(backupsWords.known, { days }) : say(backupsWords.unknown),
      fingerprint: fingerprintOf(signature.key),
      languages: this.texts.languages.map((code) => ({
        code,
        name: new Intl.DisplayNames(code, { type: 'language' }).of(code),
        address: `/certificates/${certificate.id}?language=${code}`,
        isCurrent: code === language,
      })),
    };
  }

  private storeOf(store: string, say: Say): string {
    const [name, plugin] = store.split(':');
    const kind = this.map.kinds.find(({ table }) => table === name);
    const said = kind ? kindName(kind.name, say) : storeWords[name] ? say(storeWords[name]) : name.replaceAll('_', ' ');
    return plugin ? say('certificate.storeAt', { store: said, plugin }) : said;
  }

  /** A sentence that was declared otherwise when the certificate was signed is said as it was signed. */
  private declared(sentence: string, say: Say): string {
    const key = declaredWords.find((one) => this.texts.t('en', one) === sentence);
    return key ? say(key) : sentence;
  }
}

/** In UTC: a certificate says the same wherever it is read. */
const dateIn = (language: string, iso: string): string =>
  `${new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso))} UTC`;
