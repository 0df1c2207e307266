import type { Role } from '../common/access';

export interface SessionRow {
  accountId: string;
  workspaceId: string;
  createdAt: number;
  usedAt: number;
  name: string;
  email: string;
  role: Role;
}

/** Values: its id, now. */
export const reading = `SELECT s.account_id AS "accountId", s.workspace_id AS "workspaceId", s.created_at AS "createdAt", s.used_at AS "usedAt",
  a.name, a.email, m.role
FROM session s JOIN account a ON a.id = s.account_id
JOIN member m ON m.account_id = s.account_id AND m.workspace_id = s.workspace_id
WHERE s.id = ? AND s.expires_at > ? AND m.disabled_at IS NULL`;

export interface EndedSession {
  accountId: string;
  createdAt: number;
  confirmedAt: number | null;
}

/** Value: its id. */
export const removal = `DELETE FROM session WHERE id = ?
RETURNING account_id AS "accountId", created_at AS "createdAt", confirmed_at AS "confirmedAt"`;

/** Under another token. Values: the new id, when its person showed who they are, the former id, the account. */
export const renewal = `UPDATE session SET id = ?, confirmed_at = ? WHERE id = ? AND account_id = ?
RETURNING created_at AS "createdAt"`;
