import { Entity } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { FlagColumn, IdColumn, TextColumn } from '../../database/columns';

/** What is known of a conversation's languages. */
@Entity()
@HeldOf('visitor', { by: 'conversationId', through: 'Conversation', erased: 'deleted' })
export class ConversationTranslation {
  @IdColumn() @NotPersonal('conversation') conversationId: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** The language that the visitor writes, as their messages show it; BCP 47. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'automatic' })
  language: string | null;
  /** Somebody of the team wants this conversation as it is. */
  @FlagColumn() @NotPersonal('setting') off: boolean;
}
