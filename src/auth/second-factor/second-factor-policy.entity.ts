import { Entity, PrimaryColumn } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { TextColumn } from '../../database/columns';

/** Who of a workspace has to have a second factor. */
export type RequiredOf = 'nobody' | 'managers' | 'everybody';

@Entity()
@NotHeld('a rule of a workspace')
export class SecondFactorPolicy {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('rule of a workspace') requiredOf: RequiredOf;
}
