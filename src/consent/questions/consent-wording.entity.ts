import { Entity, PrimaryColumn } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { TextColumn, TimeColumn } from '../../database/columns';

/** The words in which people were asked, once for all receipts that name them. */
@Entity()
@NotHeld('words that anybody could read on the website')
export class ConsentWording {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  /** SHA-256 of the words, hexadecimal. */
  @PrimaryColumn({ type: 'text' }) @NotPersonal('hash of published words') id: string;
  @TextColumn() @NotPersonal('language of published words') language: string;
  /** JSON, exactly as it was hashed. */
  @TextColumn() @NotPersonal('published words') words: string;
  /** When somebody answered them first. */
  @TimeColumn() @NotPersonal('time of published words') at: Date;
}
