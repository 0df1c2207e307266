import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { TextColumn, TimeColumn } from '../../database/columns';

/**
 * A message in another language, beside the original, which is always kept. The row is made when a translator is asked, so that
 * nobody asks twice; a deleted message takes it along, and an answer that comes later finds no row to go to.
 */
@Entity()
@Index('translation_known', ['workspaceId', 'fingerprint'])
@HeldOf('visitor', { by: 'conversationId', through: 'Conversation', erased: 'deleted' })
@Ages('messages', { with: 'Message', by: { conversationId: 'conversationId', id: 'messageId' } })
export class Translation {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('conversation') conversationId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('random identifier') messageId: string;
  /** BCP 47 */
  @PrimaryColumn({ type: 'text' }) @NotPersonal('language of a reader') language: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** BCP 47; null if nobody knows. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'plugin', namedBy: 'provider' })
  source: string | null;
  /** Null while a translator is asked. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'plugin', namedBy: 'provider' })
  body: string | null;
  /** Keyed, so that nobody can guess the text: the same text, languages and glossary have the same. */
  @TextColumn()
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'plugin', namedBy: 'provider' })
  fingerprint: string;
  @TextColumn() @NotPersonal('name of a plugin') provider: string;
  @TimeColumn() @NotPersonal('time of a call') at: Date;
}
