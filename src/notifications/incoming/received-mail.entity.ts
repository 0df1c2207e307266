import { Entity, Index } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** `answered` and `opened` became messages; the others were left out, for the reason that they name. */
export type MailOutcome =
  'new' | 'answered' | 'opened' | 'automatic' | 'bounce' | 'own' | 'too-many' | 'no-website' | 'unreadable' | 'stopped';

/** A mail that was taken from a mailbox: kept so that it is taken once, and that the thread goes on in the mail program. */
@Entity()
@Index('received_mail_once', ['workspaceId', 'mark'], { unique: true })
@Index('received_mail_by_sender', ['workspaceId', 'sender', 'id'])
@Index('received_mail_of_conversation', ['conversationId', 'id'])
@HeldOf('visitor', { by: 'conversationId', through: 'Conversation', erased: 'deleted' })
@HeldOf('visitor', { by: 'sender', key: 'address-hash', erased: 'deleted' })
@Ages('messages', { with: 'Message', by: { conversationId: 'conversationId', id: 'id' } })
@Ages('mails', { by: 'at', where: { conversationId: null }, keyTellsTime: true })
export class ReceivedMail {
  /** Sorts by time; also the identifier of the message that it becomes. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** Keyed hash of its `Message-ID`, or of its key in the mailbox. */
  @TextColumn() @NotPersonal('checksum') mark: string;
  /** Keyed hash of the sender's address: to count, not to read. */
  @TextColumn() @Personal({ category: 'contact', subject: 'visitor', purpose: 'security', source: 'subject' }) sender: string;
  /** Named by our next mail, so that mail programs put the two together. */
  @TextColumn()
  @Personal({ category: 'contact', subject: 'visitor', purpose: 'conversation', source: 'subject' })
  messageId: string;
  /** Only of a mail that opened a conversation. */
  @TextColumn()
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'subject' })
  subject: string;
  @TextColumn({ nullable: true }) @NotPersonal('conversation') conversationId: string | null;
  @TextColumn() @NotPersonal('state of work') outcome: MailOutcome;
  @TimeColumn() @NotPersonal('time of a mail') at: Date;
}
