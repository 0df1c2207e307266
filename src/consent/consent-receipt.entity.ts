import { Entity, Index } from 'typeorm';
import type { ConsentCategory } from '../plugin-api/manifest';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { FlagColumn, IdColumn, ListColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** `choice`: in words of ours; `site`: the website's own banner said so; `signal`: `Sec-GPC`. */
export type ConsentMethod = 'choice' | 'site' | 'signal';
/** What it was, beside what held before. */
export type ConsentAct = 'given' | 'refused' | 'withdrawn';

/** What is emptied when its person is erased: the rest is about nobody, and keeps the chain whole. */
const empties = ['subjectId', 'websiteId', 'granted', 'asked', 'language', 'salt'];

/**
 * What somebody chose at one moment, with the fields of ISO/IEC TS 27560. The newest receipt of a person counts; earlier ones
 * stay as evidence. Each carries the hash of the one before it in its workspace: `receipts/chain.ts`.
 */
@Entity()
@Index('consent_by_subject', ['workspaceId', 'subjectId', 'id'])
@Index('consent_by_place', ['workspaceId', 'place'], { unique: true })
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, erased: 'unlinked', empties })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, erased: 'unlinked', empties })
@Ages('receipts', { by: 'at', empties, lastOf: 'subjectId', keyTellsTime: true })
export class ConsentReceipt {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** Its place among the receipts of the workspace, from 1, without gaps. */
  @NumberColumn() @NotPersonal('counter') place: number;
  @TextColumn({ nullable: true }) @NotPersonal('website') websiteId: string | null;
  @TextColumn() @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account';
  @TextColumn({ nullable: true }) @NotPersonal('reference to a person') subjectId: string | null;
  /** What was granted: everything else was refused or withdrawn. */
  @ListColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'subject' })
  granted: ConsentCategory[];
  /** The terms that were asked for; null where the website asked in its own words, and spoke of whole categories. */
  @ListColumn({ nullable: true, default: null })
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'automatic' })
  asked: string[] | null;
  /** Whether the browser said at that moment that it denies sharing (Global Privacy Control). */
  @FlagColumn() @Personal({ category: 'technical', subject: 'visitor', purpose: 'service', source: 'automatic' }) denied: boolean;
  @TextColumn() @NotPersonal('kind of a choice') act: ConsentAct;
  @TextColumn() @NotPersonal('way of a choice') method: ConsentMethod;
  /** Hash of the words that stood there: see `ConsentWording`. Null where they were not ours. */
  @TextColumn({ nullable: true }) @NotPersonal('hash of published words') wording: string | null;
  /** BCP 47 */
  @TextColumn({ nullable: true })
  @Personal({ category: 'technical', subject: 'visitor', purpose: 'service', source: 'automatic' })
  language: string | null;
  /** Version of the privacy notice at that moment; '' if there was none. */
  @TextColumn() @NotPersonal('version of a notice') notice: string;
  /** Who answered for the data then. */
  @TextColumn() @NotPersonal('name of a business') controller: string;
  /** The law that the business works under, such as `gdpr`. */
  @TextColumn() @NotPersonal('name of a law') jurisdiction: string;
  @TimeColumn() @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'automatic' }) at: Date;
  /** Random. Without it nobody can find out by trying what the commitment is to. */
  @TextColumn({ nullable: true }) @NotPersonal('random') salt: string | null;
  @TextColumn() @NotPersonal('hash that says nothing once its salt is gone') commitment: string;
  @TextColumn() @NotPersonal('hash of a hash') previous: string;
  @TextColumn() @NotPersonal('hash of a hash') hash: string;
}
