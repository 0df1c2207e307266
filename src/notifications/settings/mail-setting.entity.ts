import { Entity } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn } from '../../database/columns';

/** How a workspace uses mail. No row: the defaults. */
@Entity()
@NotHeld('settings of a business')
export class MailSetting {
  @IdColumn() @NotPersonal('tenant') workspaceId: string;
  /** Where answers go, an address of the business: `support@shop.example`. '' uses the sender's. */
  @TextColumn({ default: '' }) @NotPersonal('address of a business') replyAddress: string;
  /** Mails that answer nothing open a conversation of this website; '' leaves them in the mailbox's seen mails. */
  @TextColumn({ default: '' }) @NotPersonal('website') websiteId: string;
}
