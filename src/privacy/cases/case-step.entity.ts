import { Entity, Index } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/**
 * `state`: the case went on, or got more time; `letter`: written to the person; `note`: for the team only. A state has no words: it stays
 * when the person is erased, and is about nobody then.
 */
export type StepKind = 'state' | 'letter' | 'note';

/** What happened in a case, in order. */
@Entity()
@HeldOf('visitor', { by: 'caseId', through: 'PrivacyCase', where: { kind: 'letter' }, erased: 'deleted' })
@HeldOf('visitor', { by: 'caseId', through: 'PrivacyCase', where: { kind: 'note' }, erased: 'deleted' })
@HeldOf('account', { by: 'caseId', through: 'PrivacyCase', where: { kind: 'letter' }, erased: 'deleted' })
@HeldOf('account', { by: 'caseId', through: 'PrivacyCase', where: { kind: 'note' }, erased: 'deleted' })
@HeldOf('account', {
  by: 'accountId',
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'who decided about a request must be known; it is an identifier, no name',
  until: 'the period of requests is over',
})
@Index('step_of_case', ['caseId', 'id'])
@Ages('cases', { with: 'PrivacyCase', by: { id: 'caseId' } })
export class CaseStep {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('reference to a request') caseId: string;
  @TextColumn() @NotPersonal('kind of a step') kind: StepKind;
  /** The state that it went to, or the name of the letter. */
  @TextColumn() @NotPersonal('name of a step') what: string;
  @TextColumn({ default: '' })
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'service', source: 'agent' })
  subject: string;
  /** A note, or the letter as it was sent. */
  @TextColumn({ default: '' })
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'service', source: 'agent' })
  body: string;
  /** Null where the person or the server acted. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to the actor') accountId: string | null;
  @TimeColumn() @NotPersonal('time of an act') at: Date;
}
