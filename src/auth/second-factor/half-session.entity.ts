import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';

/** A browser whose person has given one factor and owes the second. It is no session: it opens the second step and nothing else. */
@Entity()
@Index('half_session_by_account', ['accountId'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class HalfSession {
  /** SHA-256 of the cookie's value. */
  @IdColumn() @NotPersonal('hash of a random token') id: string;
  @TextColumn() @NotPersonal('reference to an account') accountId: string;
  /** Where the session will begin. */
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') tries: number;
  @TimeColumn() @NotPersonal('time limit of a step') expiresAt: Date;
}
