import { Entity, PrimaryColumn } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { FlagColumn, ListColumn } from '../../database/columns';

/** What a workspace takes for spam; without a row, the usual. */
@Entity()
@NotHeld('settings of a workspace')
export class SpamSetting {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @FlagColumn() @NotPersonal('setting') isOff: boolean;
  /** As they were typed. */
  @ListColumn() @NotPersonal('phrases of a workspace') phrases: string[];
}
