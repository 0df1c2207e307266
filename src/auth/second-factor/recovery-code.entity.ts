import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn } from '../../database/columns';

/** A code for the day when the phone is lost. It is used by removing it: of two uses at once, one finds it. */
@Entity()
@Index('recovery_code_by_account', ['accountId'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class RecoveryCode {
  /** HMAC of the account and the code. */
  @IdColumn() @NotPersonal('keyed hash of a random code') id: string;
  @TextColumn() @NotPersonal('reference to an account') accountId: string;
}
