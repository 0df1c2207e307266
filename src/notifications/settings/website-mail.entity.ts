import { Entity } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, NumberColumn, TextColumn } from '../../database/columns';

/** When visitors of a website get by mail what they missed. No row: the default. */
@Entity()
@NotHeld('settings of a website')
export class WebsiteMail {
  @IdColumn() @NotPersonal('website') websiteId: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** Minutes that an answer stays unseen before; 0: never. */
  @NumberColumn({ default: 2 }) @NotPersonal('setting') pauseMinutes: number;
}
