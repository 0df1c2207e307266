import type { Database as SqliteHandle, Statement } from 'better-sqlite3';
import type { Transaction } from '../../database/transaction';
import { type Changes, type Loaded, type StoredFile, type ThreadStore, whoseThread, writtenKey } from './thread-store';
import { threadColumns, threadFrom, type ThreadRow } from './thread-row';
import type { Draft, ThreadState } from './thread.types';

interface WrittenRow {
  conversation_id: string;
  visitor_id: string;
  position: number;
  seq: number | null;
  at: number;
}
interface FileRow extends Omit<StoredFile, 'uploaderId' | 'workspaceId' | 'taken'> {
  uploader_id: string;
  workspace_id: string;
  message_id: string | null;
}

/** Prepared statements on the driver's own handle, always within a job of the write queue. */
export class SqliteThreadStore implements ThreadStore {
  private readonly statements: Record<
    'newest' | 'byId' | 'ofVisitor' | 'ofThread' | 'file' | 'open' | 'change' | 'message' | 'attach',
    Statement
  >;

  constructor(handle: SqliteHandle) {
    const columns = threadColumns.join(', ');
    const written =
      'SELECT m.conversation_id, c.visitor_id, m.position, m.seq, m.at FROM conversation AS c JOIN message AS m ON m.conversation_id = c.id AND m.id = ?';
    const places = (count: number) => Array(count).fill('?').join(', ');
    this.statements = {
      newest: handle.prepare(`SELECT ${columns} FROM conversation WHERE visitor_id = ? ORDER BY id DESC LIMIT 1`),
      byId: handle.prepare(`SELECT ${columns} FROM conversation WHERE id = ?`),
      ofVisitor: handle.prepare(`${written} WHERE c.visitor_id = ?`),
      ofThread: handle.prepare(`${written} WHERE c.id = ?`),
      file: handle.prepare(
        'SELECT id, name, type, kind, size, width, height, uploader_id, workspace_id, message_id FROM attachment WHERE id = ?',
      ),
      open: handle.prepare(`INSERT INTO conversation (${columns}) VALUES (${places(threadColumns.length)})`),
      change: handle.prepare(
        `UPDATE conversation SET status = ?, assignee_id = ?, attention = ?, unread = ?, position = ?, last_seq = ?, visitor_seen = ?,
           team_seen = ?, last_at = ?, last_kind = ?, preview = ?, waiting_since = ?, closed_at = ? WHERE id = ?`,
      ),
      message: handle.prepare(
        `INSERT INTO message (id, workspace_id, conversation_id, position, seq, kind, sender, author_id, body, files, at)
         VALUES (${places(11)})`,
      ),
      attach: handle.prepare('UPDATE attachment SET conversation_id = ?, message_id = ?, place = ? WHERE id = ?'),
    };
  }

  load(_tx: Transaction, drafts: readonly Draft[], threadIds: readonly string[]): Loaded {
    const loaded: Loaded = { threads: new Map(), newest: new Map(), written: new Map(), files: new Map() };
    for (const id of threadIds) this.keep(loaded, this.statements.byId.get(id) as ThreadRow | undefined);
    for (const draft of drafts) {
      const visitorId = draft.visitor?.visitorId;
      if (visitorId && !loaded.newest.has(visitorId)) {
        const thread = this.keep(loaded, this.statements.newest.get(visitorId) as ThreadRow | undefined);
        if (thread) loaded.newest.set(visitorId, thread.id);
      }
      if (!visitorId || loaded.newest.has(visitorId)) this.loadWritten(loaded, draft);
      for (const file of draft.attachments) this.loadFile(loaded, file);
    }
    return loaded;
  }

  save(_tx: Transaction, { opened, changed, messages }: Changes): void {
    const { open, change, message, attach } = this.statements;
    for (const thread of opened) open.run(...valuesOf(thread));
    for (const t of changed) {
      const seen = [t.position, t.lastSeq, t.visitorSeen, t.teamSeen];
      change.run(
        t.status,
        t.assigneeId,
        t.attention,
        t.unread,
        ...seen,
        t.lastAt,
        t.lastKind,
        t.preview,
        t.waitingSince,
        t.closedAt,
        t.id,
      );
    }
    for (const m of messages) {
      message.run(m.id, m.workspaceId, m.conversationId, m.position, m.seq, m.kind, m.from, m.authorId, m.body, m.files, m.at);
      m.attachments.forEach(({ id }, place) => attach.run(m.conversationId, m.id, place, id));
    }
  }

  private keep(loaded: Loaded, row: ThreadRow | undefined): ThreadState | undefined {
    if (!row) return undefined;
    const known = loaded.threads.get(row.id);
    if (known) return known;
    const thread = threadFrom(row);
    loaded.threads.set(thread.id, thread);
    return thread;
  }

  private loadWritten(loaded: Loaded, draft: Draft): void {
    const statement = draft.visitor ? this.statements.ofVisitor : this.statements.ofThread;
    const row = statement.get(draft.id, whoseThread(draft)) as WrittenRow | undefined;
    if (!row) return;
    const { conversation_id: conversationId, visitor_id: visitorId, ...place } = row;
    loaded.written.set(writtenKey(draft), { ...place, id: draft.id, conversationId, visitorId, duplicate: true });
  }

  private loadFile(loaded: Loaded, id: string): void {
    const row = this.statements.file.get(id) as FileRow | undefined;
    if (!row) return;
    const { uploader_id, workspace_id, message_id, ...file } = row;
    loaded.files.set(id, { ...file, uploaderId: uploader_id, workspaceId: workspace_id, taken: message_id !== null });
  }
}

function valuesOf(thread: ThreadState): (string | number | null)[] {
  return threadColumns.map(
    (column) => thread[column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof ThreadState],
  );
}
