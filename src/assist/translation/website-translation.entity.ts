import { Entity, Index } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { FlagColumn, IdColumn, TextColumn } from '../../database/columns';

/** Whether a website's conversations are translated, and with which words of its own. No row: they are not. */
@Entity()
@Index('website_translation_by_workspace', ['workspaceId'])
@NotHeld('settings of a website')
export class WebsiteTranslation {
  @IdColumn() @NotPersonal('website') websiteId: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @FlagColumn() @NotPersonal('setting') translates: boolean;
  /** As it was typed; see `glossary.ts`. */
  @TextColumn() @NotPersonal('words of a business') glossary: string;
}
