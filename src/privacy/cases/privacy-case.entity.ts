import { Entity, Index } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { FlagColumn, IdColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';
import type { CaseChannel, CaseController, CaseKind, CaseProof, CaseState, RefusalReason } from './case.types';

const emptied = { erased: 'unlinked', empties: ['subjectId', 'email', 'body'] } as const;

/** Somebody's request about their data, from its receipt to its end. What became of it stays as evidence when the person is erased. */
@Entity()
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, ...emptied })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, ...emptied })
@Index('case_by_workspace', ['workspaceId', 'dueAt', 'id'])
@Index('case_by_subject', ['subjectId', 'id'])
@Index('case_by_work', ['workId'])
@Index('case_by_key', ['keyHash'], { unique: true })
@Ages('cases', { by: 'closedAt', keyTellsTime: true })
export class PrivacyCase {
  /** Sorts by the time of receipt. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  /** The workspace that the person dealt with; who decides is `controller`. */
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('who decides') controller: CaseController;
  @TextColumn() @NotPersonal('kind of a request') kind: CaseKind;
  @TextColumn() @NotPersonal('way of a request') channel: CaseChannel;
  @TextColumn() @NotPersonal('state of work') state: CaseState;
  @TextColumn({ nullable: true }) @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account' | null;
  /** Null until it is known whose data it is about, and again once they are erased. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to a person') subjectId: string | null;
  @TextColumn({ nullable: true }) @NotPersonal('tenant') subjectWorkspaceId: string | null;
  /** Where to answer, if it did not come through the widget or a sign-in. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'contact', subject: 'visitor', purpose: 'service', source: 'subject' })
  email: string | null;
  /** Of the person, as far as we have texts in it. */
  @TextColumn() @Personal({ category: 'technical', subject: 'visitor', purpose: 'service', source: 'subject' }) language: string;
  /** What they wrote. */
  @TextColumn({ default: '' })
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'service', source: 'subject' })
  body: string;
  /** Which purpose is objected to, or which message is disputed. */
  @TextColumn({ default: '' }) @NotPersonal('name of a purpose, or an identifier') about: string;
  @TextColumn({ default: '' }) @NotPersonal('way of a proof') proof: CaseProof;
  /** A child's data: nothing waits for a month. */
  @FlagColumn() @NotPersonal('urgency of work') expedited: boolean;
  @TimeColumn() @NotPersonal('time of a request') receivedAt: Date;
  @TimeColumn() @NotPersonal('time limit of a request') dueAt: Date;
  @TextColumn() @NotPersonal('law that sets the time limit') jurisdiction: string;
  @FlagColumn() @NotPersonal('state of work') extended: boolean;
  @TextColumn({ nullable: true }) @NotPersonal('reason as a code') refusal: RefusalReason | null;
  /** The export or erasure that carries it out. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to a job') workId: string | null;
  @TextColumn({ nullable: true }) @NotPersonal('reference to a request') duplicateOf: string | null;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an act') closedAt: Date | null;
  /** SHA-256 of the key in the person's own link, where the request came through the form. */
  @TextColumn({ nullable: true }) @NotPersonal('hash of a random key') keyHash: string | null;
  /** Keyed hash of the code that was mailed last. */
  @TextColumn({ nullable: true }) @NotPersonal('hash of a random code') codeHash: string | null;
  @TimeColumn({ nullable: true }) @NotPersonal('time limit of a code') codeUntil: Date | null;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') codeTries: number;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') codesSent: number;
}
