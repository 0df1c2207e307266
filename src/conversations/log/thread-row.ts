import type { ThreadState } from './thread.types';

/** A conversation as plain SQL gives it. */
export interface ThreadRow {
  id: string;
  workspace_id: string;
  website_id: string;
  visitor_id: string;
  status: ThreadState['status'];
  assignee_id: string;
  attention: number;
  unread: number;
  position: number;
  last_seq: number;
  visitor_seen: number;
  team_seen: number;
  last_at: number | string;
  last_kind: ThreadState['lastKind'];
  preview: string;
  waiting_since: number | string | null;
  created_at: number | string;
  closed_at: number | string | null;
}

export const threadColumns = [
  'id',
  'workspace_id',
  'website_id',
  'visitor_id',
  'status',
  'assignee_id',
  'attention',
  'unread',
  'position',
  'last_seq',
  'visitor_seen',
  'team_seen',
  'last_at',
  'last_kind',
  'preview',
  'waiting_since',
  'created_at',
  'closed_at',
] as const satisfies (keyof ThreadRow)[];

const time = (value: number | string | null) => (value === null ? null : Number(value));

export function threadFrom(row: ThreadRow): ThreadState {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    websiteId: row.website_id,
    visitorId: row.visitor_id,
    status: row.status,
    assigneeId: row.assignee_id,
    attention: row.attention as 0 | 1,
    unread: row.unread,
    position: row.position,
    lastSeq: row.last_seq,
    visitorSeen: row.visitor_seen,
    teamSeen: row.team_seen,
    lastAt: Number(row.last_at),
    lastKind: row.last_kind,
    preview: row.preview,
    waitingSince: time(row.waiting_since),
    createdAt: Number(row.created_at),
    closedAt: time(row.closed_at),
  };
}
