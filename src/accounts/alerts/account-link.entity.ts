import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** A link in a mail that works once: to answer an alert, or to choose a new password for a locked account. */
@Entity()
@Index('account_link_by_account', ['accountId'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class AccountLink {
  @IdColumn() @NotPersonal('hash of a random token') tokenHash: string;
  @TextColumn() @NotPersonal('reference to an account') accountId: string;
  /** Null where it leads to a new password. */
  @TextColumn({ nullable: true }) @NotPersonal('random identifier') alertId: string | null;
  @TimeColumn() @NotPersonal('time limit of a link') expiresAt: Date;
}
