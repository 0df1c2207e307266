import { Entity, Index } from 'typeorm';
import { NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';
import type { CheckpointKind } from './checkpoint';

/** A signed word of the server on how far a chain had come. Never changed, never removed. */
@Entity()
@Index('audit_checkpoint_by_chain', ['chain', 'place'])
@NotHeld('a count, a hash and a signature')
export class AuditCheckpoint {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') chain: string;
  @NumberColumn() @NotPersonal('counter') place: number;
  @TextColumn() @NotPersonal('kind of a checkpoint') kind: CheckpointKind;
  /** The signed document, as JSON. */
  @TextColumn() @NotPersonal('hash and signature') document: string;
  @TimeColumn() @NotPersonal('time of a checkpoint') at: Date;
}
