import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';

/** An app that shows a new code every thirty seconds (TOTP, RFC 6238). One of an account counts; a second one may wait to be confirmed. */
@Entity()
@Index('authenticator_by_account', ['accountId'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class Authenticator {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('reference to an account') accountId: string;
  /** The shared secret, sealed: who reads the table can make no code. */
  @TextColumn() @NotPersonal('sealed random secret') seed: string;
  /** The step of the last code that was taken: no earlier one counts again (RFC 6238, 5.2). */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') lastStep: number;
  @TimeColumn() @NotPersonal('time limit of a set-up') createdAt: Date;
  /** Null until the first code was right. */
  @TimeColumn({ nullable: true })
  @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'automatic' })
  confirmedAt: Date | null;
  @TimeColumn({ nullable: true })
  @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'automatic' })
  usedAt: Date | null;
}
