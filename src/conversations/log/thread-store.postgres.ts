import type { Transaction } from '../../database/transaction';
import { threadColumns, threadFrom, type ThreadRow } from './thread-row';
import { type Changes, type Loaded, type StoredFile, type ThreadStore, whoseThread } from './thread-store';
import type { Draft, StoredMessage, ThreadState } from './thread.types';

interface WrittenRow {
  id: string;
  conversation_id: string;
  visitor_id: string;
  position: number;
  seq: number | null;
  at: number | string;
}

const columns = threadColumns.join(', ');
const types: Record<string, string> = { last_at: 'bigint', waiting_since: 'bigint', created_at: 'bigint', closed_at: 'bigint' };
const integers = new Set(['attention', 'unread', 'position', 'last_seq', 'visitor_seen', 'team_seen']);
const typeOf = (column: string) => `${types[column] ?? (integers.has(column) ? 'integer' : 'text')}[]`;
const unnest = (names: readonly string[]) => names.map((name, index) => `$${index + 1}::${typeOf(name)}`).join(', ');
const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof ThreadState;

/** Whole batches in single statements. Nodes take turns per visitor and per conversation, always in the same order. */
export class PostgresThreadStore implements ThreadStore {
  async load({ manager }: Transaction, drafts: readonly Draft[], threadIds: readonly string[]): Promise<Loaded> {
    const loaded: Loaded = { threads: new Map(), newest: new Map(), written: new Map(), files: new Map() };
    const visitorIds = [...new Set(drafts.flatMap((draft) => draft.visitor?.visitorId ?? []))];
    if (visitorIds.length) {
      // A visitor's first message has no row yet that could be locked.
      await manager.query(
        `SELECT pg_advisory_xact_lock(turn) FROM (SELECT DISTINCT hashtextextended(id, 0) AS turn FROM unnest($1::text[]) AS id ORDER BY turn) AS turns`,
        [visitorIds],
      );
    }
    const newest: { id: string; visitor_id: string }[] = visitorIds.length
      ? await manager.query(
          `SELECT v.id AS visitor_id, c.id FROM unnest($1::text[]) AS v(id)
           CROSS JOIN LATERAL (SELECT id FROM conversation WHERE visitor_id = v.id ORDER BY id DESC LIMIT 1) AS c`,
          [visitorIds],
        )
      : [];
    for (const row of newest) loaded.newest.set(row.visitor_id, row.id);
    const ids = [...new Set([...threadIds, ...loaded.newest.values()])];
    if (ids.length) {
      const rows: ThreadRow[] = await manager.query(
        `SELECT ${columns} FROM conversation WHERE id = ANY($1) ORDER BY id FOR UPDATE`,
        [ids],
      );
      for (const row of rows) loaded.threads.set(row.id, threadFrom(row));
    }
    await this.loadWritten(manager, loaded, drafts);
    await this.loadFiles(manager, loaded, drafts);
    return loaded;
  }

  async save({ manager }: Transaction, { opened, changed, messages }: Changes): Promise<void> {
    if (opened.length) {
      const values = threadColumns.map((column) => opened.map((thread) => thread[camel(column)]));
      await manager.query(`INSERT INTO conversation (${columns}) SELECT * FROM unnest(${unnest(threadColumns)})`, values);
    }
    if (changed.length) await this.update(manager, changed);
    if (messages.length) await this.insert(manager, messages);
    for (const { conversationId, id, attachments } of messages) {
      if (!attachments.length) continue;
      const files = attachments.map((file) => file.id);
      await manager.query(
        `UPDATE attachment SET conversation_id = $1, message_id = $2, place = array_position($3::text[], id) WHERE id = ANY($3)`,
        [conversationId, id, files],
      );
    }
  }

  private async update(manager: Transaction['manager'], changed: ThreadState[]): Promise<void> {
    const values = threadColumns.map((column) => changed.map((thread) => thread[camel(column)]));
    const fixed = ['id', 'workspace_id', 'website_id', 'visitor_id', 'created_at'];
    const set = threadColumns.filter((column) => !fixed.includes(column)).map((column) => `${column} = n.${column}`);
    await manager.query(
      `UPDATE conversation AS c SET ${set.join(', ')} FROM unnest(${unnest(threadColumns)}) AS n(${columns}) WHERE c.id = n.id`,
      values,
    );
  }

  private async insert(manager: Transaction['manager'], messages: StoredMessage[]): Promise<void> {
    const of = <Key extends keyof StoredMessage>(key: Key) => messages.map((message) => message[key]);
    await manager.query(
      `INSERT INTO message (id, workspace_id, conversation_id, position, seq, kind, sender, author_id, body, files, at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::text[], $7::text[], $8::text[],
         $9::text[], $10::integer[], $11::bigint[])`,
      [
        of('id'),
        of('workspaceId'),
        of('conversationId'),
        of('position'),
        of('seq'),
        of('kind'),
        of('from'),
        of('authorId'),
        of('body'),
        of('files'),
        of('at'),
      ],
    );
  }

  private async loadWritten(manager: Transaction['manager'], loaded: Loaded, drafts: readonly Draft[]): Promise<void> {
    const groups = {
      visitor_id: drafts.filter((draft) => draft.visitor && loaded.newest.has(draft.visitor.visitorId)),
      id: drafts.filter((draft) => !draft.visitor),
    };
    for (const [column, group] of Object.entries(groups)) {
      if (!group.length) continue;
      const rows: WrittenRow[] = await manager.query(
        `SELECT m.id, m.conversation_id, c.visitor_id, m.position, m.seq, m.at FROM unnest($1::text[], $2::text[]) AS d(whose, id)
         JOIN conversation AS c ON c.${column} = d.whose JOIN message AS m ON m.conversation_id = c.id AND m.id = d.id`,
        [group.map(whoseThread), group.map((draft) => draft.id)],
      );
      for (const { id, conversation_id: conversationId, visitor_id: visitorId, position, seq, at } of rows) {
        const written = { id, conversationId, visitorId, position, seq, at: Number(at), duplicate: true };
        loaded.written.set(`${column === 'id' ? conversationId : visitorId}/${id}`, written);
      }
    }
  }

  private async loadFiles(manager: Transaction['manager'], loaded: Loaded, drafts: readonly Draft[]): Promise<void> {
    const ids = drafts.flatMap((draft) => draft.attachments);
    if (!ids.length) return;
    const rows: (StoredFile & { uploader_id: string; workspace_id: string; message_id: string | null })[] = await manager.query(
      `SELECT id, name, type, kind, size, width, height, uploader_id, workspace_id, message_id FROM attachment WHERE id = ANY($1) ORDER BY id FOR UPDATE`,
      [ids],
    );
    for (const { uploader_id, workspace_id, message_id, ...file } of rows) {
      loaded.files.set(file.id, { ...file, uploaderId: uploader_id, workspaceId: workspace_id, taken: message_id !== null });
    }
  }
}
