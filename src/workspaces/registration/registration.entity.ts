import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** Somebody who wants to make an account. Nothing but their address is kept before they have shown that it is theirs. */
@Entity()
@Index('registration_by_token', ['tokenHash'], { unique: true })
@Index('registration_by_email', ['email'])
@HeldOf('account', { by: 'email', key: 'email', erased: 'deleted' })
export class Registration {
  @IdColumn() @NotPersonal('random identifier') id: string;
  /** In lower case. */
  @TextColumn() @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' }) email: string;
  @TextColumn() @NotPersonal('hash of a random token') tokenHash: string;
  @TimeColumn() @NotPersonal('time limit of a link') expiresAt: Date;
}
