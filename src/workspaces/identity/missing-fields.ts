import type { LegalIdentity } from '../legal-identity.entity';

/** Without these nobody could tell who is responsible. */
export const neededFields = ['legalName', 'address', 'contact'] as const;
export type NeededField = (typeof neededFields)[number];

/** What has to be said before a widget goes live; nothing at all was said: all of it. */
export const missingFields = (identity: Pick<LegalIdentity, NeededField> | null | undefined): NeededField[] =>
  neededFields.filter((field) => !identity?.[field].trim());
