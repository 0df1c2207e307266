import { Entity, Index, PrimaryColumn } from 'typeorm';
import { NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { TextColumn, TimeColumn } from '../database/columns';

/** A notice of a vendor that was taken, so that it is not taken again. Of what stood in it nothing is kept here. */
@Entity()
@Index('webhook_notice_by_time', ['at'])
@NotHeld('digests of identifiers of vendors')
export class WebhookNotice {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a plugin') pluginId: string;
  /** SHA-256 of the vendor's identifier of the event, in base64url. */
  @PrimaryColumn({ type: 'text' }) @NotPersonal('digest of an identifier of a vendor') event: string;
  @TextColumn() @NotPersonal('state of a payment') state: string;
  @TimeColumn() @NotPersonal('time of work') at: Date;
}
