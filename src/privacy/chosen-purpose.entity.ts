import { Entity, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { TextColumn, TimeColumn } from '../database/columns';

/** A purpose beyond answering people that a workspace chose. No row: off. */
@Entity()
@HeldOf('account', {
  by: 'chosenBy',
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'who decided it must be known; it is an identifier, no name',
  until: 'the purpose is given up',
})
export class ChosenPurpose {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a purpose') purpose: string;
  @TextColumn() @NotPersonal('reference to the actor') chosenBy: string;
  @TimeColumn() @NotPersonal('time of a setting') at: Date;
}
