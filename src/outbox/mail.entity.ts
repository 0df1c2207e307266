import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, ListColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** `waiting` for its delivery, `kept` here because no provider takes mail, `sent` to one, `failed` for good. */
export type MailState = 'waiting' | 'kept' | 'sent' | 'failed';

/** Mails to people with a login. All but `security` and `login` can be switched off by whoever gets them. */
export const accountMailKinds = ['security', 'login', 'workspace', 'support', 'news'] as const;
export type AccountMailKind = (typeof accountMailKinds)[number];
/** `login` is what somebody asked for themselves a moment ago, such as a link. */
export const mutableMailKinds = ['workspace', 'support', 'news'] as const satisfies readonly AccountMailKind[];
export type MutableMailKind = (typeof mutableMailKinds)[number];

/** Where a link stands in the text of a mail, until somebody reads or sends it. */
export const linkPlace = '[[link]]';

/** A mail of the outbox: handed to the workspace's mail provider, or kept here for an admin to read. */
@Entity()
@Index('mail_by_workspace', ['workspaceId', 'id'])
@Index('mail_by_message_id', ['messageId'])
@Index('mail_of_conversation', ['conversationId', 'id'])
@Index('mail_of_subject', ['subjectId', 'id'])
@Index('mail_by_recipient', ['recipient', 'id'])
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, erased: 'deleted' })
@HeldOf('visitor', {
  by: 'conversationId',
  through: 'Conversation',
  where: { subjectKind: 'account' },
  exported: false,
  erased: 'deleted',
})
@HeldOf('visitor', { by: 'conversationId', through: 'Conversation', erased: 'deleted' })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, erased: 'deleted' })
@HeldOf('account', { by: 'recipient', key: 'email', erased: 'deleted' })
@Ages('mails', { by: 'at', keyTellsTime: true })
export class Mail {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @Personal({ category: 'contact', subject: 'account', purpose: 'service', source: 'agent' }) recipient: string;
  @TextColumn() @Personal({ category: 'contact', subject: 'account', purpose: 'service', source: 'automatic' }) subject: string;
  @TextColumn() @Personal({ category: 'contact', subject: 'account', purpose: 'service', source: 'automatic' }) body: string;
  /** The same as a page; null where there is only text. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'contact', subject: 'account', purpose: 'service', source: 'automatic' })
  html: string | null;
  /** A code that only whoever reads the address may know: the texts show dots in its place. Gone when the mail has left. */
  @TextColumn({ nullable: true }) @NotPersonal('secret that shows whose an address is') secret: string | null;
  @TimeColumn() @NotPersonal('time of a mail') at: Date;
  @TextColumn({ default: 'kept' }) @NotPersonal('state of work') state: MailState;
  /** Code of what went wrong last. */
  @TextColumn({ nullable: true }) @NotPersonal('fault of the software, without values') trouble: string | null;
  /** How often it was handed over and nobody said what became of it: it may have left. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') unanswered: number;
  /** The left part of `Message-ID`, by which an answer finds its way back; null before this column was there. */
  @TextColumn({ nullable: true }) @NotPersonal('random identifier') messageId: string | null;
  /** Whom it is for: a person, or what stands for somebody without a row (an invitation, a request). */
  @TextColumn({ nullable: true }) @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account' | null;
  @TextColumn({ nullable: true }) @NotPersonal('reference to a person') subjectId: string | null;
  /** What it tells of: a conversation, up to this `seq`. */
  @TextColumn({ nullable: true }) @NotPersonal('conversation') conversationId: string | null;
  @NumberColumn({ nullable: true }) @NotPersonal('counter') throughSeq: number | null;
  /** Identifiers of files to attach. */
  @ListColumn() @NotPersonal('random identifiers') files: string[];
  /** `Message-ID`s of the mails before it in its thread, the person's own among them. */
  @ListColumn()
  @Personal({ category: 'contact', subject: 'visitor', purpose: 'conversation', source: 'automatic' })
  thread: string[];
  /** What sort of mail it is to somebody with a login; null for all others. Only owners see these in the outbox. */
  @TextColumn({ nullable: true }) @NotPersonal('kind of a mail') accountKind: AccountMailKind | null;
  /**
   * A link that opens something of the person's, such as a new password. Apart from the text, so that it is in no export, and gone as soon
   * as the mail has left.
   */
  @TextColumn({ nullable: true }) @NotPersonal('link with a random token that works once') link: string | null;
}
