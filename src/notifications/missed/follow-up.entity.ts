import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { FlagColumn, IdColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';

/** What a conversation's visitor may have missed, and was told by mail. */
@Entity()
@Index('follow_up_bounced', ['workspaceId', 'bouncedAddress'])
@HeldOf('visitor', { by: 'conversationId', through: 'Conversation', erased: 'deleted' })
export class FollowUp {
  @IdColumn() @NotPersonal('conversation') conversationId: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** Whether a job waits that will look. */
  @FlagColumn() @NotPersonal('state of work') waiting: boolean;
  /** When it looks. An answer that wants it sooner plans another one. */
  @TimeColumn() @NotPersonal('time of work') dueAt: Date;
  /** Up to this `seq` the visitor was told by mail. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') mailedSeq: number;
  /** Keyed hash of the address that answered a mail of this conversation: whoever reads it wrote there. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'contact', subject: 'visitor', purpose: 'conversation', source: 'subject' })
  provenAddress: string | null;
  /** Since when the visitor wants no mail about it; null while they do. */
  @TimeColumn({ nullable: true }) @NotPersonal('setting of a conversation') stoppedAt: Date | null;
  /** Keyed hash of the address whose mail server said that it does not work. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'contact', subject: 'visitor', purpose: 'conversation', source: 'automatic' })
  bouncedAddress: string | null;
}
