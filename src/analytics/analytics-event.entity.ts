import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf, NotHeld } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** An event on its way to a provider of analytics. What was taken or may not be told is removed. */
@Entity()
@Index('analytics_event_of_plugin', ['workspaceId', 'pluginId', 'id'])
@Index('analytics_event_of_visitor', ['visitorId'])
@HeldOf('visitor', { by: 'visitorId', erased: 'deleted' })
@Ages('messages', { with: 'Visitor', by: { id: 'visitorId' } })
export class AnalyticsEvent {
  /** The same whenever it is sent again: a provider that supports it counts it once. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('name of a plugin') pluginId: string;
  @TextColumn() @NotPersonal('website') websiteId: string;
  @TextColumn() @NotPersonal('reference to a visitor') visitorId: string;
  @TextColumn() @NotPersonal('name of an event') name: string;
  /** JSON of facts about nobody: website, side, number of files. */
  @TextColumn() @NotPersonal('facts about an event') properties: string;
  @TimeColumn() @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'automatic' }) at: Date;
  /** Why the provider refused it for good: it waits for an admin. Null while it is on its way. */
  @TextColumn({ nullable: true }) @NotPersonal('fault of the software, without values') refusal: string | null;
}

/** How the sending to one plugin stands; one node at a time has it. */
@Entity()
@NotHeld('state of work of a plugin')
export class AnalyticsFeed {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a plugin') pluginId: string;
  /** When it is due; while it runs, when somebody else may take over; null: nothing waits. */
  @TimeColumn({ nullable: true }) @NotPersonal('time of work') runAt: Date | null;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') attempts: number;
  /** Counts what was added, so that nothing that comes during a run is overlooked. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') version: number;
}

/** The name under which one plugin knows one visitor. Made with the first event, gone with the consent. */
@Entity()
@Index('analytics_person_of_visitor', ['visitorId'])
@HeldOf('visitor', { by: 'visitorId', erased: 'deleted' })
@Ages('messages', { with: 'Visitor', by: { id: 'visitorId' } })
export class AnalyticsPerson {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a plugin') pluginId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('reference to a visitor') visitorId: string;
  @TextColumn()
  @Personal({ category: 'technical', subject: 'visitor', purpose: 'service', source: 'automatic' })
  personKey: string;
}
