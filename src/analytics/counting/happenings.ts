import type { Database } from '../../database/database';

/** One line of a thread, as the counters see it: nobody's words, nobody's name. */
export interface Happening {
  serial: number;
  workspaceId: string;
  websiteId: string;
  conversationId: string;
  visitorId: string;
  position: number;
  what: 'visitor' | 'team' | 'closed';
  files: number;
  /** Milliseconds. */
  at: number;
  openedAt: number;
  /** The first line of its conversation, the first answer in it, or its first closing. */
  isFirst: boolean;
  /** The person asked us to store their data only, or objected to its use for improving; or it is spam: they are not counted. */
  withheld: boolean;
}

interface Row {
  serial: number | string;
  workspace_id: string | null;
  website_id: string;
  conversation_id: string;
  visitor_id: string;
  position: number;
  kind: string;
  sender: string;
  event: string;
  files: number;
  at: number | string;
  created_at: number | string;
  status: string | null;
  first: number;
  restricted: number | boolean | null;
  objections: string | null;
}

/** Where the beginning of a thread is gone because its time was over, nobody knows what was the first. */
const earlier = (which: string) =>
  `CASE WHEN EXISTS (SELECT 1 FROM message AS e WHERE e.conversation_id = m.conversation_id AND e.position < m.position AND ${which}) THEN 0
     WHEN EXISTS (SELECT 1 FROM message AS b WHERE b.conversation_id = m.conversation_id AND b.position = 1) THEN 1 ELSE 0 END`;
const sql = `
  SELECT m.serial, c.workspace_id, c.website_id, m.conversation_id, c.visitor_id, m.position, m.kind, m.sender, m.files, m.at, c.created_at, c.status,
    CASE WHEN m.kind = 'event' THEN m.body ELSE '' END AS event,
    CASE WHEN m.kind = 'reply' AND m.sender = 'team' THEN ${earlier("e.kind = 'reply' AND e.sender = 'team'")}
         WHEN m.kind = 'event' AND m.body = 'closed' THEN ${earlier("e.kind = 'event' AND e.body = 'closed'")}
         WHEN m.position = 1 THEN 1 ELSE 0 END AS first,
    r.restricted, r.objections
  FROM message AS m LEFT JOIN conversation AS c ON c.id = m.conversation_id LEFT JOIN restriction AS r ON r.subject_id = c.visitor_id
  WHERE m.serial > ? AND m.serial <= ? ORDER BY m.serial LIMIT ?`;

/** What stands in all threads after one place and up to another, in the order of writing; `last` is how far that goes. */
export async function happeningsBetween(
  database: Database,
  after: number,
  upTo: number,
  most: number,
): Promise<{ happenings: Happening[]; last: number; more: boolean }> {
  const rows = await database.query<Row>(sql, [after, upTo, most]);
  const happenings = rows.flatMap((row) => happeningOf(row) ?? []);
  return { happenings, last: Number(rows.at(-1)?.serial ?? after), more: rows.length === most };
}

function happeningOf(row: Row): Happening | undefined {
  const what = row.kind === 'event' ? (row.event === 'closed' ? 'closed' : undefined) : row.kind === 'reply' && row.sender;
  if (!row.workspace_id || (what !== 'visitor' && what !== 'team' && what !== 'closed')) return undefined;
  return {
    serial: Number(row.serial),
    workspaceId: row.workspace_id,
    websiteId: row.website_id,
    conversationId: row.conversation_id,
    visitorId: row.visitor_id,
    position: row.position,
    what,
    files: row.files,
    at: Number(row.at),
    openedAt: Number(row.created_at),
    isFirst: row.first === 1,
    withheld: row.status === 'spam' || Boolean(row.restricted) || (row.objections ?? '').includes('"improve"'),
  };
}
