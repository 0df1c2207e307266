import { Entity, PrimaryColumn } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { TextColumn, TimeColumn } from '../../database/columns';
import type { Section } from './notice.types';

/** What a business adds to a section of its notice, in its own words. */
@Entity()
@NotHeld('it tells everybody the same')
export class NoticeText {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') holder: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('part of a notice') section: Section;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('language of a text') language: string;
  /** Published, or ''. */
  @TextColumn({ default: '' }) @NotPersonal('published text') words: string;
  /** Written and not published yet. */
  @TextColumn({ default: '' }) @NotPersonal('text to be published') draft: string;
  @TimeColumn() @NotPersonal('time of a setting') changedAt: Date;
}
