import { Injectable } from '@nestjs/common';
import { TranslationsService } from '../assist/translation/translations.service';
import { Texts } from '../common/texts';
import type { Conversation } from '../conversations/conversation.entity';
import { VisitorsService } from '../visitors/visitors.service';

/** In which language we write to a visitor: the one that they write in, or else the one of their browser. */
@Injectable()
export class VisitorLanguage {
  constructor(
    private readonly translations: TranslationsService,
    private readonly visitors: VisitorsService,
    private readonly texts: Texts,
  ) {}

  /** As the visitor has it (BCP 47), whether or not there are texts of ours in it. */
  async wishOf({ id, visitorId }: Pick<Conversation, 'id' | 'visitorId'>): Promise<string> {
    return (await this.translations.languageOfVisitor(id)) ?? (await this.visitors.find(visitorId))?.language ?? 'en';
  }

  /** One that we have texts in. */
  async of(conversation: Pick<Conversation, 'id' | 'visitorId'> | null): Promise<string> {
    return this.texts.pick(conversation ? [await this.wishOf(conversation)] : []);
  }
}
