import { Entity, Index, PrimaryColumn } from 'typeorm';
import { HeldOf, NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, TextColumn } from '../database/columns';

/** A word that a team sorts conversations with. */
@Entity()
@Index('tag_by_name', ['workspaceId', 'name'], { unique: true })
@NotHeld('words of a team')
export class Tag {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('word of a team') name: string;
}

@Entity()
@HeldOf('visitor', { by: 'conversationId', through: 'Conversation', erased: 'deleted' })
export class ConversationTag {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('conversation') conversationId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tag') tagId: string;
}
