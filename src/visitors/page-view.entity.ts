import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../database/columns';

/** A page that a visitor with a conversation looked at; only where the website collects pages. */
@Entity()
@Index('page_view_by_visitor', ['visitorId', 'id'])
@HeldOf('visitor', { by: 'visitorId', erased: 'deleted' })
@Ages('pages', { by: 'at', keyTellsTime: true })
@Ages('messages', { with: 'Visitor', by: { id: 'visitorId' } })
export class PageView {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('reference to a visitor') visitorId: string;
  /** Without query string and fragment. */
  @TextColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'conversation', source: 'automatic', switch: 'pages' })
  url: string;
  @TextColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'conversation', source: 'automatic', switch: 'pages' })
  title: string;
  @TimeColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'conversation', source: 'automatic', switch: 'pages' })
  at: Date;
}
