import { Entity, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { TextColumn, TimeColumn } from '../../database/columns';

/** A workspace accepted a version of the data-processing agreement: what it said then is kept with it. */
@Entity()
@HeldOf('account', {
  by: 'acceptedBy',
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'who accepted the agreement must be known (Art. 28(9) GDPR); it is an identifier, no name',
  until: 'the workspace ends',
})
export class AgreementAcceptance {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('version of a text') version: string;
  /** SHA-256 of the text. */
  @TextColumn() @NotPersonal('checksum of a text') hash: string;
  /** JSON: its sections as they were read. */
  @TextColumn() @NotPersonal('text of an agreement') text: string;
  @TextColumn() @NotPersonal('reference to the actor') acceptedBy: string;
  @TimeColumn() @NotPersonal('time of an act') acceptedAt: Date;
}
