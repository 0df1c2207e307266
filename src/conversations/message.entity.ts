import { Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** `reply`: both sides see it; `note`: the team only; `event`: something happened, such as closing. */
export type MessageKind = 'reply' | 'note' | 'event';
export type MessageFrom = 'visitor' | 'team' | 'system';

/** Who wrote a message is where its text comes from. */
const byAuthor = { by: 'from', of: { visitor: 'subject', team: 'agent', system: 'automatic' } } as const;

@Entity()
@Index('message_once', ['conversationId', 'id'], { unique: true })
@Index('message_order', ['conversationId', 'position'], { unique: true })
@HeldOf('visitor', { by: 'conversationId', through: 'Conversation', erased: 'deleted' })
@HeldOf('account', {
  by: 'authorId',
  erased: 'kept',
  basis: 'legitimate-interest',
  why: 'what was written for the business stays with it, under “former agent”',
  until: 'the conversation is deleted',
})
@Ages('messages', { by: 'at' })
export class Message {
  /** Key of the full-text index, and its order: the newest first. */
  @PrimaryGeneratedColumn({ type: 'bigint' }) @NotPersonal('counter') serial: number;
  /** Made by the client: a repeated send is the same message. */
  @TextColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('conversation') conversationId: string;
  @NumberColumn() @NotPersonal('counter') position: number;
  /** Null for what the visitor does not see. */
  @NumberColumn({ nullable: true }) @NotPersonal('counter') seq: number | null;
  @TextColumn() @NotPersonal('kind of a message') kind: MessageKind;
  @TextColumn({ name: 'sender' }) @NotPersonal('side of the conversation') from: MessageFrom;
  /** The account or visitor; empty for the system. */
  @TextColumn() @NotPersonal('reference to the author') authorId: string;
  @TextColumn()
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'subject', sources: byAuthor })
  body: string;
  /** How many files hang on it, so that threads without any ask for none. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') files: number;
  @TimeColumn()
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'automatic' })
  at: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('time of a deletion') deletedAt: Date | null;
}
