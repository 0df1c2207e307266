import { Entity, Index } from 'typeorm';
import { NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { FlagColumn, IdColumn, ListColumn, TextColumn, TimeColumn } from '../database/columns';

/** A website with the widget on it. */
@Entity()
@Index('website_by_key', ['key'], { unique: true })
@Index('website_by_workspace', ['workspaceId'])
@NotHeld('settings of a website')
export class Website {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** Public: it stands in the script tag. */
  @TextColumn() @NotPersonal('public key of a website') key: string;
  @TextColumn() @NotPersonal('name of a website') name: string;
  /** Hosts on which the widget may run, with their subdomains; empty: anywhere. */
  @ListColumn() @NotPersonal('domains of a website') domains: string[];
  /** `#rrggbb` */
  @TextColumn() @NotPersonal('colour') accent: string;
  @TextColumn() @NotPersonal('text of a website') greeting: string;
  /** Signs identities (HMAC-SHA-256); the website's server holds the same. Sealed in the database. */
  @TextColumn() @NotPersonal('random secret, sealed') identitySecret: string;
  /** What the website lets us keep about its visitors; the first and third are off by default. */
  @FlagColumn() @NotPersonal('setting') collectsPages: boolean;
  @FlagColumn() @NotPersonal('setting') collectsBrowser: boolean;
  @FlagColumn() @NotPersonal('setting') collectsLocation: boolean;
  @FlagColumn() @NotPersonal('setting') collectsContact: boolean;
  /** Since when visitors can use it; null: only in the preview. */
  @TimeColumn({ nullable: true }) @NotPersonal('time of a setting') liveAt: Date | null;
  /** When the first visitor wrote. */
  @TimeColumn({ nullable: true }) @NotPersonal('time of the first conversation of a website') helloAt: Date | null;
  @TimeColumn() @NotPersonal('time of a setting') createdAt: Date;
}
