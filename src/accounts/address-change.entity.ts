import { Entity, Index, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { TextColumn, TimeColumn } from '../database/columns';

/** Another address to sign in with, until it is confirmed at both. One at a time. */
@Entity()
@Index('address_change_by_old', ['oldTokenHash'], { unique: true })
@Index('address_change_by_new', ['newTokenHash'], { unique: true })
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class AddressChange {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('reference to an account') accountId: string;
  /** In lower case. */
  @TextColumn() @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' }) email: string;
  @TextColumn() @NotPersonal('hash of a random token') oldTokenHash: string;
  @TextColumn() @NotPersonal('hash of a random token') newTokenHash: string;
  @TimeColumn({ nullable: true }) @NotPersonal('state of work') oldConfirmedAt: Date | null;
  @TimeColumn({ nullable: true }) @NotPersonal('state of work') newConfirmedAt: Date | null;
  @TimeColumn() @NotPersonal('time limit of a link') expiresAt: Date;
}
