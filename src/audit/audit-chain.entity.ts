import { Entity } from 'typeorm';
import { NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** How far a chain goes, and what the last check of it found. Without it nobody would miss the last entries. */
@Entity()
@NotHeld('a count and a hash')
export class AuditChain {
  @IdColumn() @NotPersonal('tenant') chain: string;
  @NumberColumn() @NotPersonal('counter') place: number;
  @TextColumn() @NotPersonal('hash of a hash') hash: string;
  /** Keyed. A wrong one stays wrong, whatever is added. */
  @TextColumn({ default: '' }) @NotPersonal('hash of a hash') seal: string;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') checkedPlace: number;
  @TimeColumn({ nullable: true }) @NotPersonal('time of a check') checkedAt: Date | null;
  /** JSON of what the check found; null if all was well. */
  @TextColumn({ nullable: true }) @NotPersonal('what a check found') fault: string | null;
}
