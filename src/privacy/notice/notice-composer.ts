import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import { missingFields } from '../../workspaces/legal-identities.service';
import { Facts, type Stage } from './facts.service';
import { noticeOf } from './notice';
import { Wording, type Worded } from './wording';

/** A notice in all languages, with checksums of what it says and of what it means. */
export interface Composed {
  hash: string;
  meaning: string;
  worded: Record<string, Worded[]>;
}

/** Puts a notice together from the facts. */
@Injectable()
export class NoticeComposer {
  constructor(
    private readonly facts: Facts,
    private readonly texts: Texts,
  ) {}

  /** Undefined where nobody says who is responsible: then there is nothing to publish. */
  async of(holder: string, stage: Stage): Promise<Composed | undefined> {
    const facts = await this.facts.of(holder, stage);
    if (missingFields(facts.controller).length) return undefined;
    const statements = noticeOf(facts);
    const languages = this.texts.languages.map(
      (language) => [language, new Wording(this.texts, language).of(statements)] as const,
    );
    const worded = Object.fromEntries(languages);
    return { hash: hashOf(worded), meaning: hashOf(statements), worded };
  }
}

/** SHA-256, hexadecimal. */
const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
