import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

const evidence = {
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'the log of acts shows that the law was kept; it has identifiers, no names',
  until: 'the period of the log of acts is over',
} as const;

/** An act. It is only ever added: the database itself refuses to change it, and to remove it out of turn. */
@Entity()
@Index('audit_by_workspace', ['workspaceId', 'id'])
@Index('audit_by_target', ['target', 'id'])
@Index('audit_by_account', ['accountId', 'id'])
@Index('audit_by_place', ['chain', 'place'], { unique: true })
@Index('audit_by_action', ['chain', 'action', 'place'])
@Index('audit_by_actor', ['chain', 'accountId', 'place'])
@Index('audit_by_time', ['chain', 'at'])
@HeldOf('visitor', { by: 'target', ...evidence })
@HeldOf('account', { by: 'target', ...evidence })
@HeldOf('account', { by: 'accountId', ...evidence })
@Ages('log', { by: 'at', keyTellsTime: true, oldestFirst: 'place' })
export class AuditEntry {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn({ nullable: true }) @NotPersonal('tenant') workspaceId: string | null;
  /** Null where the server acted by itself, or nobody knows who it was. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to the actor') accountId: string | null;
  /** Past tense, like an event: `plugin.enabled`. */
  @TextColumn() @NotPersonal('name of an act') action: string;
  /** What it was done to: an identifier. */
  @TextColumn() @NotPersonal('identifier') target: string;
  /** JSON of codes and identifiers. */
  @TextColumn() @NotPersonal('codes and identifiers') details: string;
  @TimeColumn() @NotPersonal('time of an act') at: Date;
  /** The workspace, or `server`. */
  @TextColumn({ default: '' }) @NotPersonal('tenant') chain: string;
  /** Counts from 1 in its chain. */
  @NumberColumn({ default: 0 }) @NotPersonal('counter') place: number;
  /** To where it came from (`AuditOrigin`), which can go without the chain losing anything. */
  @TextColumn({ default: '' }) @NotPersonal('salted hash') commitment: string;
  @TextColumn({ default: '' }) @NotPersonal('hash of the entry before it') previous: string;
  @TextColumn({ default: '' }) @NotPersonal('hash of identifiers and codes') hash: string;
}
