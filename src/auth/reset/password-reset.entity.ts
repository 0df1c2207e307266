import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** A link with which somebody sets a new password, once. */
@Entity()
@Index('password_reset_by_token', ['tokenHash'], { unique: true })
@Index('password_reset_by_account', ['accountId'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class PasswordReset {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('reference to an account') accountId: string;
  /** SHA-256 of the link's token. */
  @TextColumn() @NotPersonal('hash of a random token') tokenHash: string;
  @TimeColumn() @NotPersonal('time limit of a link') expiresAt: Date;
}
