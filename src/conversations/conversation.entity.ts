import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

export type ConversationStatus = 'open' | 'closed';
export type LastKind = 'visitor' | 'team' | 'note' | 'event';

/** Whose words the preview shows. */
const byKind = { by: 'lastKind', of: { visitor: 'subject', team: 'agent', note: 'agent', event: 'automatic' } } as const;

/** A thread with one visitor. The two wide indexes are the inbox's lists: every page of every list is a range of one. */
@Entity()
@Index('conversation_inbox', ['workspaceId', 'status', 'attention', 'lastAt', 'id'])
@Index('conversation_assigned', ['workspaceId', 'assigneeId', 'status', 'attention', 'lastAt', 'id'])
@Index('conversation_of_visitor', ['visitorId', 'id'])
@HeldOf('visitor', { by: 'visitorId', erased: 'deleted' })
@HeldOf('account', { by: 'assigneeId', erased: 'unlinked', empties: ['assigneeId'] })
@Ages('messages', { by: 'lastAt', keyTellsTime: true })
export class Conversation {
  /** Sorts by the time of its making. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('website') websiteId: string;
  @TextColumn() @NotPersonal('reference to a visitor') visitorId: string;
  @TextColumn() @NotPersonal('state of work') status: ConversationStatus;
  /** An account, or '' for nobody: an index has no holes that way. */
  @TextColumn({ default: '' }) @NotPersonal('reference to an account') assigneeId: string;
  /** 1 while something of the visitor is unread by the team: such conversations come first. */
  @NumberColumn({ default: 0 }) @NotPersonal('state of work') attention: 0 | 1;
  /** Messages of the visitor that nobody of the team has seen. */
  @NumberColumn({ default: 0 }) @NotPersonal('state of work') unread: number;
  /** Counts everything in the thread, notes and events too: the order that agents see. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') position: number;
  /** Counts what the visitor may see, without gaps. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') lastSeq: number;
  /** How often messages of it were deleted or corrected: it stands beside the log, which does not know of it. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') edition: number;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') visitorSeen: number;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') teamSeen: number;
  @TimeColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'conversation', source: 'automatic' })
  lastAt: Date;
  @TextColumn() @NotPersonal('kind of a message') lastKind: LastKind;
  /** The beginning of the last message, for the list. */
  @TextColumn()
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'subject', sources: byKind })
  preview: string;
  /** Since when the visitor waits for an answer. */
  @TimeColumn({ nullable: true }) @NotPersonal('state of work') waitingSince: Date | null;
  @TimeColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'conversation', source: 'automatic' })
  createdAt: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('state of work') closedAt: Date | null;
}
