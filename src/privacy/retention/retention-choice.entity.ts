import { Entity, PrimaryColumn } from 'typeorm';
import type { KeptLine } from '../../data-map/ages';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { NumberColumn, TextColumn, TimeColumn } from '../../database/columns';
import type { RetentionReason } from './retention-lines';

/** How long a workspace keeps one line of the schedule. No row: the usual time. */
@Entity()
@NotHeld('settings of a business')
export class RetentionChoice {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  /** '' for all websites; one of them goes before it. */
  @PrimaryColumn({ type: 'text' }) @NotPersonal('website') websiteId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a setting') line: KeptLine;
  /** Null: until it is erased. */
  @NumberColumn({ nullable: true }) @NotPersonal('setting') days: number | null;
  @TextColumn() @NotPersonal('reason of a setting') reason: RetentionReason;
  @TimeColumn() @NotPersonal('time of a setting') at: Date;
}
