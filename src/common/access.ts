import { SetMetadata } from '@nestjs/common';
import type { Traces } from './http/traces';

export type Role = 'owner' | 'admin' | 'agent' | 'viewer';
export const roles: readonly Role[] = ['owner', 'admin', 'agent', 'viewer'];

const read = ['conversation.read'] as const;
const answer = [...read, 'conversation.reply', 'conversation.triage'] as const;
const manage = [
  ...answer,
  'workspace.manage',
  'website.manage',
  'member.manage',
  'outbox.manage',
  'plugin.read',
  'audit.read',
  'privacy.manage',
] as const;
/** Who may receive data is decided by those who answer for the business. */
const own = [...manage, 'plugin.manage', 'privacy.hold', 'member.announce'] as const;

export type Permission = (typeof own)[number];

/** What each role may do. */
export const permissionsOf: Record<Role, readonly Permission[]> = { owner: own, admin: manage, agent: answer, viewer: read };

/** The signed-in person, and the workspace they look at; `from`: where their request comes from, for the log of acts. */
export interface Agent {
  account: { id: string; name: string; email: string; from?: Traces };
  workspaceId: string;
  role: Role;
}

export const may = (agent: Pick<Agent, 'role'>, permission: Permission): boolean =>
  permissionsOf[agent.role].includes(permission);

export interface DoorRule {
  allow?: Permission;
  /** Why anybody may come in. */
  public?: string;
}
export const DOOR_RULE = Symbol('door rule');

/** Only agents whose role has this permission come through this door. */
export const Allow = (permission: Permission) => SetMetadata(DOOR_RULE, { allow: permission } satisfies DoorRule);

/** Anybody comes through this door, for the reason given; it checks for itself what it has to. */
export const Public = (why: string) => SetMetadata(DOOR_RULE, { public: why } satisfies DoorRule);

export const BEFORE_SECOND_FACTOR = Symbol('before the second factor');

/** Also open to whoever has to set up a second factor first: the doors of that set-up, and no others. */
export const BeforeSecondFactor = () => SetMetadata(BEFORE_SECOND_FACTOR, true);
