import { may, type Role } from '../../common/access';
import { ChatError } from '../../common/errors';

interface Change {
  /** Role of who changes. */
  actor: Role | undefined;
  /** Role of whom it is about, before … */
  from: Role;
  /** … and after it; undefined: removed. */
  to: Role | undefined;
  /** How many owners the workspace has before it. */
  owners: number;
  /** Somebody leaves by themselves. */
  self: boolean;
}

/**
 * Owners are made and unmade by owners only, so that nobody climbs above themselves; a workspace never loses its last owner.
 * @throws ChatError `access.denied` or `member.last_owner`
 */
export function checkChange({ actor, from, to, owners, self }: Change): void {
  if (!actor) throw new ChatError('access.denied');
  const leaves = self && to === undefined;
  if (!leaves && !may({ role: actor }, 'member.manage')) throw new ChatError('access.denied');
  if ((from === 'owner' || to === 'owner') && actor !== 'owner') throw new ChatError('access.denied');
  if (from === 'owner' && to !== 'owner' && owners <= 1) throw new ChatError('member.last_owner');
}

/** Whether somebody of this role may invite into that one. */
export const mayInvite = (actor: Role, role: Role): boolean =>
  may({ role: actor }, 'member.manage') && (role !== 'owner' || actor === 'owner');
