import { Column, Entity, Index } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { FlagColumn, IdColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';
import type { PageMatch, Trigger } from './proactive.types';

/** Words with which a website speaks first, and when it does. To whom it was shown is known to nobody. */
@Entity()
@Index('proactive_message_by_website', ['websiteId', 'place'])
@NotHeld('settings of a website')
export class ProactiveMessage {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('website') websiteId: string;
  /** Of several that are due, the one with the lowest is shown. */
  @NumberColumn() @NotPersonal('order of settings') place: number;
  /** Language of the widget → plain text. At least one. */
  @Column({ type: 'simple-json', default: '{}' }) @NotPersonal('text of a website') texts: Record<string, string>;
  @TextColumn() @NotPersonal('setting') pageMatch: PageMatch;
  /** Part of an address; '' for every page. */
  @TextColumn() @NotPersonal('setting') page: string;
  @TextColumn({ name: 'trigger_kind' }) @NotPersonal('setting') trigger: Trigger;
  /** Seconds, or per cent of the page for `scroll`. */
  @NumberColumn() @NotPersonal('setting') amount: number;
  @FlagColumn() @NotPersonal('setting') withTeam: boolean;
  /** Days until the same visitor may see it again; 0: on every page view. */
  @NumberColumn() @NotPersonal('setting') pauseDays: number;
  @FlagColumn() @NotPersonal('setting') isOn: boolean;
  /** How many conversations began with it. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') answers: number;
  @TimeColumn() @NotPersonal('time of a setting') createdAt: Date;
}
