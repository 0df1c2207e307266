import { Inject, Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import type { Transaction } from '../../database/transaction';
import { MailService } from '../../outbox/mail.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { PersonDirectory } from '../people/person-directory.service';
import { CasesService } from './cases.service';
import { isJurisdiction, jurisdictions } from './case-clock';
import { CaseTerms } from './case-terms.service';
import { letters, reasonWords, requestWords, type Letter } from './letter-names';
import type { PrivacyCase } from './privacy-case.entity';

interface Words {
  /** What somebody of the team wrote for this letter. */
  words?: string;
  code?: string;
  /** The key of the person's own link. */
  key?: string;
}

/**
 * Tells the person of each step, in their language: by mail where they gave an address, else in the widget or in their settings, where the
 * steps of a case stand. A code stands in its mail only.
 */
@Injectable()
export class CaseLetters {
  /** Our address as people reach it. */
  base: string | undefined;

  constructor(
    private readonly cases: CasesService,
    private readonly terms: CaseTerms,
    private readonly mails: MailService,
    private readonly people: PersonDirectory,
    private readonly workspaces: WorkspacesService,
    private readonly texts: Texts,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.base = settings.PUBLIC_URL;
  }

  /** @returns the identifier of the mail, if it goes by mail */
  async send(
    tx: Transaction,
    one: PrivacyCase,
    letter: Letter,
    words: Words = {},
    accountId?: string,
  ): Promise<string | undefined> {
    const subject = this.texts.t(one.language, letters[letter].subject);
    const body = await this.bodyOf(one, letter, words);
    if (letter !== 'code') await this.cases.step(tx, one, 'letter', letter, { subject, body, accountId });
    const to = await this.addressOf(one);
    if (!to) return undefined;
    return this.mails.send(tx, {
      workspaceId: one.workspaceId,
      to,
      subject: `${subject} (${referenceOf(one)})`,
      template: 'emails/letter',
      secret: words.code,
      model: {
        body,
        foot: this.texts.t(one.language, 'letters.foot', { business: await this.businessOf(one), reference: referenceOf(one) }),
      },
      about: recipientOf(one),
    });
  }

  /** Where the person reads what becomes of it, if they came through the form. */
  linkOf(key: string | undefined): string | undefined {
    return key && this.base && `${this.base}/privacy/requests/${key}`;
  }

  private async bodyOf(one: PrivacyCase, letter: Letter, { words = '', code = '', key }: Words): Promise<string> {
    const link = this.linkOf(key);
    const law = isJurisdiction(one.jurisdiction) ? jurisdictions[one.jurisdiction].law : '';
    const parameters = {
      business: await this.businessOf(one),
      request: this.texts.t(one.language, requestWords[one.kind]),
      due: await this.dayOf(one),
      law,
      code,
      words,
      reason: one.refusal ? this.texts.t(one.language, reasonWords[one.refusal]) : '',
    };
    const body = this.texts.t(one.language, letters[letter].body, parameters).trim();
    return link ? `${body}\n\n${this.texts.t(one.language, 'letters.link')}\n${link}` : body;
  }

  private async dayOf({ dueAt, language, workspaceId }: PrivacyCase): Promise<string> {
    const { timeZone } = await this.terms.of(workspaceId);
    return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(dueAt);
  }

  private async businessOf({ workspaceId }: PrivacyCase): Promise<string> {
    return (await this.workspaces.get(workspaceId)).name;
  }

  /** A visitor's address that somebody only typed gets nothing: it may be another person's. */
  private async addressOf({
    email,
    subjectKind: kind,
    subjectId: id,
    subjectWorkspaceId: workspaceId,
  }: PrivacyCase): Promise<string | undefined> {
    if (email) return email;
    if (!kind || !id || !workspaceId) return undefined;
    const contact = await this.people.contactOf({ workspaceId, kind, id });
    return contact?.proven && contact.email ? contact.email : undefined;
  }
}

/** Until it is known whose the address is, their request stands for them. */
function recipientOf({ id, controller, subjectKind, subjectId }: PrivacyCase): { kind: 'visitor' | 'account'; id: string } {
  if (subjectKind && subjectId) return { kind: subjectKind, id: subjectId };
  return { kind: controller === 'operator' ? 'account' : 'visitor', id };
}

/** By what people on the telephone can name a case. */
export const referenceOf = ({ id }: Pick<PrivacyCase, 'id'>): string =>
  id
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/, '$1-');
