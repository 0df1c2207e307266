import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { NoticeText } from './notice-text.entity';
import type { Section } from './notice.types';

/** What a business says in its own words: written as a draft, and published with the next version. */
@Injectable()
export class NoticeTexts {
  constructor(
    private readonly database: Database,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  of(holder: string): Promise<NoticeText[]> {
    return this.database.read.find(NoticeText, { where: { holder }, order: { section: 'ASC', language: 'ASC' } });
  }

  /** @throws ChatError `request.invalid` for a language that notices do not speak */
  async draft(holder: string, section: Section, language: string, draft: string): Promise<void> {
    if (!this.texts.languages.includes(language))
      throw new ChatError('request.invalid', { fields: { language: 'fields.choice' } });
    const sql = `INSERT INTO notice_text (holder, section, language, words, draft, changed_at) VALUES (?, ?, ?, '', ?, ?)
      ON CONFLICT (holder, section, language) DO UPDATE SET draft = excluded.draft, changed_at = excluded.changed_at`;
    await this.database.transaction((tx) => tx.run(sql, [holder, section, language, draft, this.clock.millis()]));
  }
}
