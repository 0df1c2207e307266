import { Entity, PrimaryColumn } from 'typeorm';
import { Ages } from '../data-map/ages';
import { NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn } from '../database/columns';

/**
 * What is counted. `opened`, `closed`: conversations; `visitor`, `team`: messages. With a bucket: `answered` (time to the first
 * answer) and `settled` (time to the first closing), by `spans`; `hour`: messages of visitors, by hour of the day.
 */
export const measures = ['opened', 'closed', 'visitor', 'team', 'answered', 'settled', 'hour'] as const;
export type Measure = (typeof measures)[number];

/** How much happened on a website on a day. Grows only by whole groups of at least `fewest`: nothing smaller is ever in it. */
@Entity()
@NotHeld('counters of whole groups')
@Ages('statistics', { by: 'day' })
export class Statistic {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('website') websiteId: string;
  /** `2026-03-29`, in the workspace's time zone. */
  @PrimaryColumn({ type: 'text' }) @NotPersonal('day of a group of events') day: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a counter') measure: Measure;
  @PrimaryColumn({ type: 'integer' }) @NotPersonal('part of a counter') bucket: number;
  @NumberColumn() @NotPersonal('counter of a group') total: number;
}

/** What was counted and is too little to be shown. It has no time, and is shown nowhere. */
@Entity()
@NotHeld('counters without a time')
export class HeldStatistic {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('website') websiteId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a counter') measure: Measure;
  @PrimaryColumn({ type: 'integer' }) @NotPersonal('part of a counter') bucket: number;
  @NumberColumn() @NotPersonal('counter without a time') held: number;
}

/** How a workspace counts; no row: `usualChoice`. */
@Entity()
@NotHeld('settings of a business')
export class StatisticsChoice {
  @IdColumn() @NotPersonal('tenant') workspaceId: string;
  /** The smallest group that may be shown: at least `fewestAllowed`. */
  @NumberColumn() @NotPersonal('setting') fewest: number;
  /** IANA name: where its days begin. */
  @TextColumn() @NotPersonal('setting') timeZone: string;
}

export const fewestAllowed = 3;
export const usualChoice = { fewest: 5, timeZone: 'UTC' };
