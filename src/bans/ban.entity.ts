import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../database/columns';

/**
 * `address`: one address (of version 6: the /64 that one home has). `network`: the /24 or /48 around it. Both are known only by a keyed
 * hash. `range`: a network that an admin typed, at least as wide, as it was typed.
 */
export type BanKind = 'visitor' | 'address' | 'network' | 'range';

/** Somebody may not chat in a workspace until a time. */
@Entity()
@Index('ban_by_workspace', ['workspaceId', 'id'])
@Index('ban_of_visitor', ['visitorId', 'id'])
@Index('ban_by_actor', ['bannedBy', 'id'])
@HeldOf('visitor', { by: 'visitorId', where: { kind: 'visitor' }, erased: 'deleted' })
@HeldOf('visitor', { by: 'visitorId', erased: 'unlinked', empties: ['visitorId', 'reason'] })
@HeldOf('account', { by: 'bannedBy', erased: 'unlinked', empties: ['bannedBy'] })
@Ages('abuse', { by: 'until', keyTellsTime: true })
export class Ban {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('kind of a ban') kind: BanKind;
  /** Whom it was put on; null for what an admin typed, and after their erasure. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to a visitor') visitorId: string | null;
  /** A keyed hash, or a range as `192.0.2.0/24`; '' where the visitor is meant. */
  @TextColumn({ default: '' })
  @Personal({ category: 'technical', subject: 'visitor', purpose: 'security', source: 'automatic' })
  mark: string;
  @TextColumn({ nullable: true })
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'security', source: 'agent' })
  reason: string | null;
  @TextColumn({ nullable: true }) @NotPersonal('reference to an account') bannedBy: string | null;
  @TimeColumn() @NotPersonal('time of an act') at: Date;
  /** It ends by itself. */
  @TimeColumn() @NotPersonal('end of a ban') until: Date;
}
