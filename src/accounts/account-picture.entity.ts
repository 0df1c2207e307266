import { Entity, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { TextColumn } from '../database/columns';

/** Somebody's picture: a small square, drawn anew from what they chose, so that nothing of its metadata is left. */
@Entity()
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class AccountPicture {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('reference to an account') accountId: string;
  /** Another one with each picture, so that browsers do not show the one before. */
  @TextColumn() @NotPersonal('random identifier') version: string;
  /** WebP in base 64, a few kilobytes. */
  @TextColumn() @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' }) image: string;
}
