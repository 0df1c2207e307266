import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../database/columns';

const evidence = {
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'the log of acts shows that the law was kept; it has identifiers, no names',
  until: 'the period of the log of acts is over',
} as const;

@Entity()
@Index('audit_by_workspace', ['workspaceId', 'id'])
@Index('audit_by_target', ['target', 'id'])
@Index('audit_by_account', ['accountId', 'id'])
@HeldOf('visitor', { by: 'target', ...evidence })
@HeldOf('account', { by: 'target', ...evidence })
@HeldOf('account', { by: 'accountId', ...evidence })
@Ages('log', { by: 'at', keyTellsTime: true })
export class AuditEntry {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn({ nullable: true }) @NotPersonal('tenant') workspaceId: string | null;
  /** Null where the server acted by itself. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to the actor') accountId: string | null;
  /** Past tense, like an event: `plugin.enabled`. */
  @TextColumn() @NotPersonal('name of an act') action: string;
  /** What it was done to: an identifier. */
  @TextColumn() @NotPersonal('identifier') target: string;
  /** JSON of codes and identifiers. */
  @TextColumn() @NotPersonal('codes and identifiers') details: string;
  @TimeColumn() @NotPersonal('time of an act') at: Date;
}
