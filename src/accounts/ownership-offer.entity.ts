import { Entity, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { FlagColumn, TextColumn, TimeColumn } from '../database/columns';

/** An owner offers a workspace to one of its members, who has to confirm it. One at a time. */
@Entity()
@HeldOf('account', { by: 'fromId', erased: 'deleted' })
@HeldOf('account', { by: 'toId', erased: 'deleted' })
export class OwnershipOffer {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('reference to an account') fromId: string;
  @TextColumn() @NotPersonal('reference to an account') toId: string;
  /** Whether whoever offers it becomes an admin then; otherwise both are owners. */
  @FlagColumn() @NotPersonal('part of an offer') stepsDown: boolean;
  @TimeColumn() @NotPersonal('time limit of an offer') expiresAt: Date;
}
