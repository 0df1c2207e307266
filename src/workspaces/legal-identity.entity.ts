import { Entity } from 'typeorm';
import { NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** Whose it is where it is not a workspace's: the company that runs the server. */
export const operatorHolder = 'operator';

const published = 'published by the business itself';

/** Who answers for personal data (Art. 13(1)(a) and (b) GDPR): what stands on every notice. */
@Entity()
@NotHeld('a business says it of itself, to be published')
export class LegalIdentity {
  /** A workspace's id, or `operator`. */
  @IdColumn() @NotPersonal('tenant') holder: string;
  @TextColumn() @NotPersonal(published) legalName: string;
  /** Postal, on several lines. */
  @TextColumn() @NotPersonal(published) address: string;
  /** The mail address for questions about privacy. */
  @TextColumn() @NotPersonal(published) contact: string;
  /** Data protection officer and how to reach them, or ''. */
  @TextColumn({ default: '' }) @NotPersonal(published) officer: string;
  /** Representative in the Union (Art. 27 GDPR), or ''. */
  @TextColumn({ default: '' }) @NotPersonal(published) representative: string;
  /** Supervisory authority, or ''. */
  @TextColumn({ default: '' }) @NotPersonal(published) authority: string;
  /** Years; younger people are not meant to use the service. */
  @NumberColumn({ default: 16 }) @NotPersonal('setting') minimumAge: number;
  /** The business's own notice, shown to visitors instead of ours; or ''. */
  @TextColumn({ default: '' }) @NotPersonal('address of a page') noticeUrl: string;
  @TimeColumn() @NotPersonal('time of a setting') changedAt: Date;
}
