import { Entity, Index } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';

/** A file. Its bytes are in a file store under its id; it belongs to nobody but its uploader until a message takes it. */
@Entity()
@Index('attachment_of_message', ['conversationId', 'messageId'])
@Index('attachment_of_uploader', ['uploaderId', 'id'])
@HeldOf('visitor', { by: 'conversationId', through: 'Conversation', erased: 'deleted' })
@HeldOf('visitor', { by: 'uploaderId', where: { conversationId: null }, erased: 'deleted' })
@HeldOf('account', { by: 'uploaderId', where: { conversationId: null }, erased: 'deleted' })
@HeldOf('account', {
  by: 'uploaderId',
  erased: 'kept',
  basis: 'legitimate-interest',
  why: 'what was written for the business stays with it, under “former agent”',
  until: 'the conversation is deleted',
})
@Ages('files', { by: 'createdAt' })
@Ages('messages', { with: 'Message', by: { conversationId: 'conversationId', id: 'messageId' } })
export class Attachment {
  /** 192 random bits: an address that cannot be guessed, and is checked all the same. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('reference to the uploader') uploaderId: string;
  @TextColumn({ nullable: true }) @NotPersonal('conversation') conversationId: string | null;
  @TextColumn({ nullable: true }) @NotPersonal('message') messageId: string | null;
  /** Its place among the files of its message: as their sender put them, not as they happened to arrive. */
  @NumberColumn({ nullable: true }) @NotPersonal('order') place: number | null;
  @TextColumn() @Personal({ category: 'file', subject: 'visitor', purpose: 'conversation', source: 'subject' }) name: string;
  @TextColumn() @NotPersonal('kind of a file') type: string;
  @TextColumn() @NotPersonal('kind of a file') kind: 'image' | 'file';
  @NumberColumn() @NotPersonal('size of a file') size: number;
  @NumberColumn({ nullable: true }) @NotPersonal('size of an image') width: number | null;
  @NumberColumn({ nullable: true }) @NotPersonal('size of an image') height: number | null;
  /** The plugin that has its bytes; '' for the folder. It stays true when the workspace chooses another later. */
  @TextColumn({ default: '' }) @NotPersonal('name of a plugin') store: string;
  @TimeColumn() @Personal({ category: 'file', subject: 'visitor', purpose: 'conversation', source: 'automatic' }) createdAt: Date;
}
