import { Entity, Index } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** Why data has to stay in spite of a period or a request (Art. 17(3)(b) and (e) GDPR). */
export const holdBases = ['obligation', 'claims'] as const;
export type HoldBasis = (typeof holdBases)[number];

/** Somebody's data is kept for a legal reason: neither a purge nor an erasure takes it. */
@Entity()
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, erased: 'deleted' })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, erased: 'deleted' })
@HeldOf('account', {
  by: 'setBy',
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'who put a hold on data must be known; it is an identifier, no name',
  until: 'the hold goes with the data that it was on',
})
@Index('hold_of_subject', ['subjectId', 'id'])
@Index('hold_by_workspace', ['workspaceId', 'id'])
@Ages('cases', { by: 'liftedAt', keyTellsTime: true })
@Ages('cases', { by: 'until', where: { liftedAt: null }, keyTellsTime: true })
export class LegalHold {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account';
  @TextColumn() @NotPersonal('reference to a person') subjectId: string;
  @TextColumn() @NotPersonal('basis in law') basis: HoldBasis;
  /** In an owner's words. */
  @TextColumn() @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'agent' }) reason: string;
  /** Null: until it is lifted. */
  @TimeColumn({ nullable: true }) @NotPersonal('time limit of a hold') until: Date | null;
  @TextColumn() @NotPersonal('reference to the actor') setBy: string;
  @TimeColumn() @NotPersonal('time of an act') at: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an act') liftedAt: Date | null;
}
