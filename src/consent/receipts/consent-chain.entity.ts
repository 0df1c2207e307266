import { Entity } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, NumberColumn, TextColumn } from '../../database/columns';

/** How far the receipts of a workspace go: without it nobody would miss the last ones. */
@Entity()
@NotHeld('a count and a hash')
export class ConsentChain {
  @IdColumn() @NotPersonal('tenant') workspaceId: string;
  @NumberColumn() @NotPersonal('counter') length: number;
  /** Of the last receipt. */
  @TextColumn() @NotPersonal('hash of a hash') hash: string;
  /** Keyed: whoever can only write to the database cannot make another one. */
  @TextColumn() @NotPersonal('hash of a hash') seal: string;
}
