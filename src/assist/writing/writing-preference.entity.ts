import { Entity, PrimaryColumn } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { FlagColumn, TimeColumn } from '../../database/columns';

/** How a workspace wants its help to write. No row: everything as it is at first, with personal data hidden. */
@Entity()
@NotHeld('settings of a business')
export class WritingPreference {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  /** Texts leave as they are, with names, addresses and numbers. */
  @FlagColumn() @NotPersonal('setting') unmasked: boolean;
  @TimeColumn() @NotPersonal('time of a setting') changedAt: Date;
}
