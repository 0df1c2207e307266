import { Entity } from 'typeorm';
import { NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, ListColumn, TextColumn, TimeColumn } from '../database/columns';

/** A business that talks with its visitors: the tenant that every row belongs to. */
@Entity()
@NotHeld('settings of a business')
export class Workspace {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('name of a business') name: string;
  /** `#rrggbb` */
  @TextColumn() @NotPersonal('colour') accent: string;
  /** ISO 3166-1 alpha-2, or `EEA`: where recipients of personal data may be; empty: anywhere. */
  @ListColumn() @NotPersonal('setting') allowedRegions: string[];
  @TimeColumn() @NotPersonal('time of the set-up') createdAt: Date;
}
