import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import { consentCategories } from '../../plugin-api/manifest';
import { categoryWords } from '../consent-words';
import { ConsentNeeds, termOf, type ConsentNeed, type PersonKind } from './consent-needs.service';

export interface Ask {
  category: string;
  title: string;
  why: string;
  terms: string[];
  /** Global Privacy Control answers it with no. */
  deniable: boolean;
}

/** What people are asked, word for word. */
export interface ConsentQuestion {
  /** BCP 47 */
  language: string;
  /** SHA-256 of the words, hexadecimal: a receipt names it. */
  wording: string;
  /** JSON of all of them, as it is hashed. */
  words: string;
  question: string;
  asks: Ask[];
}

const questionOf = { visitor: 'consent.question', account: 'choices.question' };

/** The words in which consent is asked for, made from what needs it now: nothing is asked for that nothing uses. */
@Injectable()
export class ConsentQuestions {
  constructor(
    private readonly needs: ConsentNeeds,
    private readonly texts: Texts,
  ) {}

  /** @param websiteId where they are: what only another website needs is not asked for */
  async of(workspaceId: string, kind: PersonKind, language: string, websiteId?: string): Promise<ConsentQuestion> {
    return this.word(await this.needs.of(workspaceId, kind, websiteId), kind, language);
  }

  /** The same question in every language: somebody who read it in one of them chose these words. */
  async inAllLanguages(workspaceId: string, kind: PersonKind, websiteId?: string): Promise<ConsentQuestion[]> {
    const needs = await this.needs.of(workspaceId, kind, websiteId);
    return this.texts.languages.map((language) => this.word(needs, kind, language));
  }

  private word(needs: readonly ConsentNeed[], kind: PersonKind, language: string): ConsentQuestion {
    const t = (key: string, values?: Record<string, string>) => this.texts.t(language, key, values);
    const asks = consentCategories.flatMap((category) => {
      const uses = needs.filter((need) => need.category === category);
      if (!uses.length) return [];
      const recipients = [...new Set(uses.flatMap(({ recipient }) => recipient || []))].sort().join(', ');
      const reason = t(categoryWords[category].why);
      const why = recipients ? t('consent.to', { why: reason, recipients }) : reason;
      const terms = [...new Set(uses.map(termOf))].sort();
      return [{ category, title: t(categoryWords[category].title), why, terms, deniable: uses.every((use) => use.deniable) }];
    });
    const question = t(questionOf[kind]);
    const buttons = { accept: t('widget.accept'), reject: t('widget.reject') };
    const shown = asks.map(({ category, title, why }) => ({ category, title, why }));
    const words = JSON.stringify({ language, question, ...buttons, asks: shown });
    return { language, wording: createHash('sha256').update(words).digest('hex'), words, question, asks };
  }
}
