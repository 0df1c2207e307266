import { Entity, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { NumberColumn, TimeColumn } from '../../database/columns';

/** How many wrong codes were tried with an account, from everywhere. */
@Entity()
@HeldOf('account', { by: 'accountId', exported: false, erased: 'deleted' })
export class CodeTries {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('reference to an account') accountId: string;
  @NumberColumn() @NotPersonal('counter') wrong: number;
  @TimeColumn() @NotPersonal('begin of a period') since: Date;
}
