import { Entity, PrimaryColumn } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { TextColumn, TimeColumn } from '../../database/columns';

/** A mailbox that is asked now and then, by one node at a time. */
@Entity()
@NotHeld('state of work of a plugin')
export class Mailbox {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('name of a plugin') pluginId: string;
  /** Whoever asked it has it until then; after that anybody may. */
  @TimeColumn() @NotPersonal('time of work') leasedUntil: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('time of work') askedAt: Date | null;
  @TextColumn({ nullable: true }) @NotPersonal('fault of the software') trouble: string | null;
}
