import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import type { ConversationStatus } from '../conversation.entity';
import { SearchIndex } from './search-index';
import { ftsQuery, tokensOf, tsQuery, wordsOf } from './search-query';

export interface Hit {
  serial: number;
  conversationId: string;
  visitorId: string;
  websiteId: string;
  status: ConversationStatus;
  from: 'visitor' | 'team' | 'system';
  authorId: string;
  body: string;
  at: number;
}

interface HitRow {
  serial: number | string;
  conversation_id: string;
  visitor_id: string;
  website_id: string;
  status: Hit['status'];
  sender: Hit['from'];
  author_id: string;
  body: string;
  at: number | string;
}

const pageSize = 25;
const columns = 'm.serial, m.conversation_id, c.visitor_id, c.website_id, c.status, m.sender, m.author_id, m.body, m.at';
/** Nobody searches in what may only be stored (Art. 18 GDPR). */
const open = `NOT EXISTS (SELECT 1 FROM restriction AS r
  WHERE r.subject_id = c.visitor_id AND r.workspace_id = c.workspace_id AND r.restricted)`;
/** PostgreSQL looks at the newest messages first, then at ever more: a common word is found at once, a rare one by its index. */
const windows = [20_000, 400_000, Number.MAX_SAFE_INTEGER];

/** Full text over all messages of a workspace, the newest first. */
@Injectable()
export class SearchService {
  constructor(
    private readonly database: Database,
    private readonly index: SearchIndex,
  ) {}

  async find(workspaceId: string, typed: string, before?: string): Promise<{ words: string[]; hits: Hit[]; next?: string }> {
    const words = wordsOf(typed);
    if (before !== undefined && !/^\d{1,16}$/.test(before)) throw new ChatError('request.malformed');
    if (!words.length) return { words, hits: [] };
    const newest = Number(before ?? Number.MAX_SAFE_INTEGER);
    const rows = this.database.isPostgres
      ? await this.onPostgres(workspaceId, words, newest)
      : await this.onSqlite(workspaceId, words, newest);
    const hits = rows.slice(0, pageSize).map(hitFrom);
    return { words, hits, next: rows.length > pageSize ? String(hits.at(-1)!.serial) : undefined };
  }

  private async onSqlite(workspaceId: string, words: string[], newest: number): Promise<HitRow[]> {
    await this.index.catchUp();
    if (await this.isPhrase(ftsQuery(words, workspaceId))) {
      const isOneToken = async (text: string) => !(await this.isPhrase(ftsQuery([text], workspaceId)));
      words = (await Promise.all(words.map((word) => tokensOf(word, isOneToken)))).flat();
    }
    return this.database.query<HitRow>(
      `SELECT ${columns} FROM message_search AS s
       JOIN message AS m ON m.serial = s.rowid JOIN conversation AS c ON c.id = m.conversation_id
       WHERE message_search MATCH ? AND s.rowid < ? AND ${open} ORDER BY s.rowid DESC LIMIT ${pageSize + 1}`,
      [ftsQuery(words, workspaceId), newest],
    );
  }

  private async isPhrase(query: string): Promise<boolean> {
    try {
      await this.database.query('SELECT rowid FROM message_search WHERE message_search MATCH ? LIMIT 1', [query]);
      return false;
    } catch (error) {
      if (/phrase queries are not supported/.test((error as Error).message)) return true;
      throw error;
    }
  }

  private async onPostgres(workspaceId: string, words: string[], newest: number): Promise<HitRow[]> {
    const [{ last }] = await this.database.query<{ last: number | string }>(
      'SELECT coalesce(max(serial), 0) AS last FROM message',
    );
    const top = Math.min(newest, Number(last) + 1);
    let rows: HitRow[] = [];
    for (const window of windows) {
      const from = Math.max(0, top - window);
      rows = await this.database.query<HitRow>(
        `SELECT ${columns} FROM message AS m JOIN conversation AS c ON c.id = m.conversation_id
         WHERE search_words(m.body) @@ (${tsQuery(words)}) AND m.kind <> 'event' AND m.body <> ''
           AND m.workspace_id = ? AND m.serial < ? AND m.serial >= ? AND ${open}
         ORDER BY m.serial DESC LIMIT ${pageSize + 1}`,
        [...words, workspaceId, top, from],
      );
      if (rows.length > pageSize || from === 0) break;
    }
    return rows;
  }
}

function hitFrom(row: HitRow): Hit {
  return {
    serial: Number(row.serial),
    conversationId: row.conversation_id,
    visitorId: row.visitor_id,
    websiteId: row.website_id,
    status: row.status,
    from: row.sender,
    authorId: row.author_id,
    body: row.body,
    at: Number(row.at),
  };
}
