import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** A browser that is not asked for the second factor for a while. It still needs the password. */
@Entity()
@Index('remembered_device_by_account', ['accountId'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class RememberedDevice {
  /** SHA-256 of the cookie's value. */
  @IdColumn() @NotPersonal('hash of a random token') id: string;
  @TextColumn() @NotPersonal('reference to an account') accountId: string;
  /** HMAC of the password's hash: with another password the device is a stranger again, however the password was changed. */
  @TextColumn() @NotPersonal('keyed hash of a hash') passwordMark: string;
  @TimeColumn() @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'automatic' }) createdAt: Date;
  @TimeColumn() @NotPersonal('time limit') expiresAt: Date;
}
