import { pluginPurposes } from '../plugin-api/manifest';

/** What somebody can object to (Art. 21 GDPR): what data is used for, and being spoken to before they write. */
export const objectionPurposes = [...pluginPurposes, 'proactive'] as const;
export type ObjectionPurpose = (typeof objectionPurposes)[number];

/** Somebody whose rights these are: a visitor of a workspace, or an account, asked for in one. */
export interface Person {
  workspaceId: string;
  kind: 'visitor' | 'account';
  id: string;
}
