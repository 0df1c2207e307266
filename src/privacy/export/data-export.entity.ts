import { Entity, Index } from 'typeorm';
import { EndsByItself } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';

export type ExportState = 'waiting' | 'running' | 'ready' | 'failed' | 'gone';

/** A copy of everything that is held of somebody, in one file, for them. */
@Entity()
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, erased: 'deleted' })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, erased: 'deleted' })
@HeldOf('account', {
  by: 'askedBy',
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'who had an export made must be known; it is an identifier, no name',
  until: 'the export is gone, after seven days',
})
@Index('export_of_subject', ['subjectId', 'id'])
@Index('export_by_ticket', ['ticketHash'])
@Index('export_by_expiry', ['state', 'expiresAt'])
@EndsByItself('seven days after it was made')
export class DataExport {
  /** Sorts by time; also the name of its file. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account';
  @TextColumn() @NotPersonal('reference to a person') subjectId: string;
  /** What its readable page is written in; BCP 47. */
  @TextColumn() @Personal({ category: 'technical', subject: 'visitor', purpose: 'service', source: 'subject' }) language: string;
  /** Null for the person themselves. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to the actor') askedBy: string | null;
  @TextColumn() @NotPersonal('state of work') state: ExportState;
  /** Rows written so far, of how many. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') done: number;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') total: number;
  /** In bytes, when it is ready. */
  @NumberColumn({ default: 0 }) @NotPersonal('size of a file') size: number;
  /** SHA-256 of the address that it can be fetched at once. */
  @TextColumn({ nullable: true }) @NotPersonal('hash of a random token') ticketHash: string | null;
  @TimeColumn({ nullable: true }) @NotPersonal('time limit of an address') ticketUntil: Date | null;
  @TimeColumn() @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'automatic' }) at: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('time of work') readyAt: Date | null;
  /** The file is removed then. */
  @TimeColumn() @NotPersonal('time limit of a file') expiresAt: Date;
}
