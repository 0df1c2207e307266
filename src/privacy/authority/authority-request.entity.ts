import { Entity, Index } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

export type AuthorityState = 'asked' | 'approved' | 'refused';

const evidence = {
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'what was disclosed to an authority, on whose decision, has to be shown; it has identifiers, no names',
  until: 'the period of the register of disclosures is over',
} as const;

/** An authority wants somebody's data. One person writes it down, another one decides; it stays in the register. */
@Entity()
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, ...evidence })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, ...evidence })
@HeldOf('account', { by: 'askedBy', ...evidence })
@HeldOf('account', { by: 'decidedBy', ...evidence })
@Index('authority_by_workspace', ['workspaceId', 'id'])
@Index('authority_of_subject', ['subjectId', 'id'])
@Ages('disclosures', { by: 'decidedAt', keyTellsTime: true })
export class AuthorityRequest {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account';
  @TextColumn() @NotPersonal('reference to a person') subjectId: string;
  @TextColumn() @NotPersonal('name of an authority') authority: string;
  /** The authority's own. */
  @TextColumn() @NotPersonal('reference of a procedure') reference: string;
  /** Which law obliges. */
  @TextColumn() @NotPersonal('basis in law') law: string;
  @TextColumn() @NotPersonal('state of work') state: AuthorityState;
  @TextColumn() @NotPersonal('reference to the actor') askedBy: string;
  @TextColumn({ nullable: true }) @NotPersonal('reference to the actor') decidedBy: string | null;
  @TextColumn({ nullable: true }) @NotPersonal('reference to a job') exportId: string | null;
  @TimeColumn() @NotPersonal('time of an act') at: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an act') decidedAt: Date | null;
}
