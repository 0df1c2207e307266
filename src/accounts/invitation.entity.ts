import { Entity, Index } from 'typeorm';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../database/columns';
import type { Role } from '../common/access';

/** A link that makes its reader a member of a workspace, once. */
@Entity()
@Index('invitation_by_workspace', ['workspaceId'])
@HeldOf('account', { by: 'email', key: 'email', erased: 'deleted' })
@HeldOf('account', { by: 'invitedBy', erased: 'deleted' })
export class Invitation {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** SHA-256 of the link's token. */
  @TextColumn({ unique: true }) @NotPersonal('hash of a random token') tokenHash: string;
  @TextColumn() @NotPersonal('role') role: Role;
  @TextColumn({ nullable: true })
  @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'agent' })
  email: string | null;
  @TextColumn() @NotPersonal('reference to an account') invitedBy: string;
  @TimeColumn() @NotPersonal('time limit of a link') expiresAt: Date;
}
