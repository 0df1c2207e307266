import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import type { ServerProcess } from '../../kit/server-process';

type Query = (sql: string) => Promise<Record<string, unknown>[]>;

/** Each of these finds nothing in a database that is whole. */
const rules: Record<string, string> = {
  'positions have a gap or a double': `SELECT c.id FROM conversation c JOIN message m ON m.conversation_id = c.id
    GROUP BY c.id, c.position HAVING count(*) <> c.position OR max(m.position) <> c.position OR count(DISTINCT m.position) <> c.position`,
  'seqs have a gap or a double': `SELECT c.id FROM conversation c JOIN message m ON m.conversation_id = c.id AND m.seq IS NOT NULL
    GROUP BY c.id, c.last_seq HAVING count(*) <> c.last_seq OR max(m.seq) <> c.last_seq OR count(DISTINCT m.seq) <> c.last_seq`,
  'a seq stands out of order': `SELECT one.id FROM message one JOIN message other ON other.conversation_id = one.conversation_id
    WHERE one.position < other.position AND one.seq > other.seq`,
  'a message belongs to no conversation': `SELECT id FROM message WHERE conversation_id NOT IN (SELECT id FROM conversation)`,
  'a conversation has no visitor': `SELECT id FROM conversation WHERE visitor_id NOT IN (SELECT id FROM visitor)`,
  'a counter is wrong': `SELECT c.workspace_id FROM (SELECT workspace_id, assignee_id, status, count(*) AS total FROM conversation
      GROUP BY workspace_id, assignee_id, status) c
    LEFT JOIN inbox_count i ON i.workspace_id = c.workspace_id AND i.assignee_id = c.assignee_id AND i.status = c.status
    WHERE i.total IS NULL OR i.total <> c.total`,
  'a counter counts what is not there': `SELECT i.total FROM inbox_count i WHERE i.total <> 0 AND NOT EXISTS (SELECT 1 FROM conversation c
    WHERE c.workspace_id = i.workspace_id AND c.assignee_id = i.assignee_id AND c.status = i.status)`,
  'attention and unread disagree': `SELECT id FROM conversation WHERE (attention = 1) <> (unread > 0)`,
};

/** Looks into the data of a server that has stopped. */
export async function inspect(
  server: ServerProcess,
): Promise<{ problems: string[]; messages: number; messageIds: Set<unknown> }> {
  return server.databaseUrl ? inspectPostgres(server.databaseUrl) : inspectSqlite(join(server.folder, 'parlour.db'));
}

async function inspectSqlite(file: string) {
  const handle = new Sqlite(file);
  try {
    const found = await look(async (sql) => handle.prepare(sql).all() as Record<string, unknown>[]);
    const [{ integrity_check: verdict }] = handle.pragma('integrity_check') as { integrity_check: string }[];
    if (verdict !== 'ok') found.problems.push(verdict);
    // Compares the index with every message; throws if one is missing or too many.
    handle.exec("INSERT INTO message_search(message_search, rank) VALUES ('integrity-check', 1)");
    return found;
  } finally {
    handle.close();
  }
}

async function inspectPostgres(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await look(async (sql) => (await client.query(sql)).rows as Record<string, unknown>[]);
  } finally {
    await client.end();
  }
}

async function look(query: Query) {
  const problems: string[] = [];
  for (const [problem, sql] of Object.entries(rules)) if ((await query(sql)).length) problems.push(problem);
  const ids = (await query('SELECT id FROM message')).map(({ id }) => id);
  return { problems, messages: ids.length, messageIds: new Set(ids) };
}
