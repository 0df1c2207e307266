import { Entity, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { NumberColumn } from '../../database/columns';

/** How many conversations somebody (or nobody: '') has open or closed: kept with every change, never counted. */
@Entity()
@HeldOf('account', { by: 'assigneeId', erased: 'deleted' })
export class InboxCount {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('reference to an account') assigneeId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('state of work') status: string;
  @NumberColumn() @NotPersonal('counter') total: number;
}
