import { Entity, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { FlagColumn, TextColumn, TimeColumn } from '../database/columns';

/** A plugin that a workspace's owner switched on, or off again: the settings stay until they are removed. */
@Entity()
@HeldOf('account', {
  by: 'enabledBy',
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'who decided it must be known; it is an identifier, no name',
  until: 'the plugin is removed',
})
export class PluginEnablement {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a plugin') pluginId: string;
  @FlagColumn() @NotPersonal('setting') enabled: boolean;
  /** JSON; secrets are sealed one by one. */
  @TextColumn() @NotPersonal('settings of a plugin, secrets sealed') settings: string;
  /** SHA-256 of the sheet that was read: a plugin that asks for more waits until somebody reads again. */
  @TextColumn() @NotPersonal('checksum of a declaration') sheetHash: string;
  /** What the published notice says of it: it waits until that is what is true. */
  @TextColumn({ default: '' }) @NotPersonal('checksum of a declaration') announced: string;
  /** ISO 3166-1 alpha-2, where the manifest leaves it to the owner. */
  @TextColumn({ nullable: true }) @NotPersonal('country of a recipient') country: string | null;
  @TextColumn() @NotPersonal('reference to the actor') enabledBy: string;
  @TimeColumn() @NotPersonal('time of a setting') enabledAt: Date;
  @TimeColumn() @NotPersonal('time of a setting') changedAt: Date;
  /** Code of what went wrong last; null after the next success. Never a plugin's own words. */
  @TextColumn({ nullable: true }) @NotPersonal('fault of the software') trouble: string | null;
  @TimeColumn({ nullable: true }) @NotPersonal('time of a fault') troubleAt: Date | null;
}
