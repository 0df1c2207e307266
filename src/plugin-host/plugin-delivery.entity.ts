import { Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { EndsByItself } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { FlagColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** `waiting`: the first of its lane; `queued`: behind another; `dead`: given up, an admin has to look. */
export type DeliveryState = 'waiting' | 'queued' | 'dead';

/** An event on its way to one plugin. What is done is removed; what is given up waits for an admin. */
@Entity()
@Index('plugin_delivery_once', ['id', 'pluginId'], { unique: true })
@Index('plugin_delivery_due', ['state', 'workspaceId', 'pluginId', 'runAt'])
@Index('plugin_delivery_lane', ['pluginId', 'lane', 'serial'])
@HeldOf('visitor', { by: 'lane', erased: 'deleted' })
@HeldOf('visitor', { by: 'lane', through: 'Conversation', erased: 'deleted' })
@HeldOf('account', { by: 'ids', key: 'mention', erased: 'deleted' })
@EndsByItself('it is delivered or given up, or its conversation goes')
export class PluginDelivery {
  /** The order within a lane: rows of a lane are added one transaction after the other. */
  @PrimaryGeneratedColumn({ type: 'bigint' }) @NotPersonal('counter') serial: number;
  /** Of the event: the plugin gets it, and the same again if it is sent again. */
  @TextColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('name of a plugin') pluginId: string;
  /** The conversation: within a lane events come in order, one after the other. */
  @TextColumn() @NotPersonal('conversation') lane: string;
  @TextColumn() @NotPersonal('name of an event') event: string;
  /** JSON of identifiers only: fields are read, and checked, when it is delivered. */
  @TextColumn() @NotPersonal('identifiers') ids: string;
  @TimeColumn() @NotPersonal('time of an event') at: Date;
  @TextColumn() @NotPersonal('state of work') state: DeliveryState;
  /** Whether a node is at it: until `runAt`, which it moves on while it works. */
  @FlagColumn() @NotPersonal('state of work') leased: boolean;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') attempts: number;
  @TimeColumn() @NotPersonal('time of work') runAt: Date;
  @TextColumn({ nullable: true }) @NotPersonal('fault of the software') trouble: string | null;
}
