import type { Origin } from '../../common/http/traces';

/** Why somebody is told. */
export const alertRules = [
  'travel',
  'country',
  'device',
  'failures',
  'factor',
  'export',
  'token',
  'plugin',
  'restored',
  'broken',
] as const;
export type AlertRule = (typeof alertRules)[number];

/** Acts that are reason enough by themselves. */
const always: Readonly<Record<string, AlertRule>> = {
  'factor.removed': 'factor',
  'token.created': 'token',
  'plugin.enabled': 'plugin',
  'backup.restored': 'restored',
  'chain.broken': 'broken',
  'workspace.exported': 'export',
};
/** Acts whose number counts. */
export const signedIn = 'sign_in.done';
export const refused = 'sign_in.refused';
export const exported = 'export.begun';
export const watchedActs = [...Object.keys(always), signedIn, refused, exported];

/** Who has gone from one country to another within this time did not go. Milliseconds. */
export const travelTime = 60 * 60_000;
/** This many refused within this time are no slip of the finger. */
export const failures = { most: 5, within: 15 * 60_000 };
/** This many copies of people's data within this time are no request of one of them. */
export const massExport = { most: 5, within: 60 * 60_000 };

export type Seen = Origin & { at: number };

/** An act, with what there was before it. */
export interface Judged {
  action: string;
  at: number;
  origin?: Origin;
  /** Sign-ins of the same account, the newest first. */
  earlier: readonly Seen[];
  /** Of the same account, with this one, within the time that counts. */
  refusals: number;
  exports: number;
}

/**
 * The gravest rule that an act falls under. Countries are estimates from networks: somebody behind a VPN seems to travel, and somebody
 * who takes over an account from next door does not. It is one sign among others, and the alert says so.
 */
export function ruleFor({ action, at, origin, earlier, refusals, exports: copies }: Judged): AlertRule | undefined {
  if (Object.hasOwn(always, action)) return always[action];
  if (action === refused) return refusals === failures.most ? 'failures' : undefined;
  if (action === exported) return copies === massExport.most ? 'export' : undefined;
  if (action !== signedIn || !origin || !earlier.length) return undefined;
  const { country, device } = origin;
  const located = earlier.filter((one) => one.country);
  if (country && located.length) {
    if (located[0].country !== country && at - located[0].at < travelTime) return 'travel';
    if (!located.some((one) => one.country === country)) return 'country';
  }
  return device && !earlier.some((one) => one.device === device) ? 'device' : undefined;
}
