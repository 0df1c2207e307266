import { Entity, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../common/access';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { TextColumn, TimeColumn } from '../database/columns';

/** An account's place in a workspace. */
@Entity()
@Index('member_by_account', ['accountId'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class Member {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @PrimaryColumn({ type: 'text' }) @NotPersonal('reference to an account') accountId: string;
  @TextColumn() @NotPersonal('role') role: Role;
  @TimeColumn() @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'automatic' }) joinedAt: Date;
  /** Since when they cannot come in, though they still belong here; null: they can. */
  @TimeColumn({ nullable: true })
  @Personal({ category: 'account', subject: 'account', purpose: 'security', source: 'agent' })
  disabledAt: Date | null;
}
