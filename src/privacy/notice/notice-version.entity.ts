import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';

/** A notice as it was published: never changed, and readable for as long as the business is here. */
@Entity()
@Index('notice_version_number', ['holder', 'number'], { unique: true })
@HeldOf('account', {
  by: 'publishedBy',
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'who published a notice must be known; it is an identifier, no name',
  until: 'the workspace ends',
})
export class NoticeVersion {
  /** Sorts by time; consent receipts name it. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  /** A workspace's id, or `operator`. */
  @TextColumn() @NotPersonal('tenant') holder: string;
  /** From 1. */
  @NumberColumn() @NotPersonal('number of a version') number: number;
  /** SHA-256 of what it says, in all languages. */
  @TextColumn() @NotPersonal('checksum of a text') hash: string;
  /** SHA-256 of what it means: a better translation changes only the other one. */
  @TextColumn() @NotPersonal('checksum of a text') meaning: string;
  /** JSON: language → statements in words. */
  @TextColumn() @NotPersonal('published text') worded: string;
  /** Null where a changed setting published it by itself. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to the actor') publishedBy: string | null;
  @TimeColumn() @NotPersonal('time of a publication') publishedAt: Date;
}
