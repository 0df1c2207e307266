import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { RecentMessages } from './recent-messages.service';
import type { AttachedFile, StoredMessage } from './thread.types';

interface MessageRow {
  id: string;
  workspace_id: string;
  conversation_id: string;
  position: number;
  seq: number | null;
  kind: StoredMessage['kind'];
  sender: StoredMessage['from'];
  author_id: string;
  body: string;
  files: number;
  at: number | string;
  deleted_at: number | string | null;
}
type FileRow = AttachedFile & { message_id: string };

/** Greater than any seq or position (a 32-bit integer). */
export const newestFirst = 2_147_483_647;

const columns = 'id, workspace_id, conversation_id, position, seq, kind, sender, author_id, body, files, at, deleted_at';

/** Reads messages, always a page of one conversation by its index. */
@Injectable()
export class MessageReader {
  constructor(
    private readonly database: Database,
    private readonly recent: RecentMessages,
  ) {}

  /** The message at a place of the thread; what was just written is still at hand. */
  async at(conversationId: string, position: number): Promise<StoredMessage | undefined> {
    const recent = this.recent.find(conversationId, position);
    if (recent) return recent;
    const [message] = await this.read('conversation_id = ? AND position = ?', [conversationId, position], '');
    return message;
  }

  async byId(workspaceId: string, conversationId: string, id: string): Promise<StoredMessage | undefined> {
    const [message] = await this.read(
      'conversation_id = ? AND id = ? AND workspace_id = ?',
      [conversationId, id, workspaceId],
      '',
    );
    return message;
  }

  /** What the team sees, before a position (or the newest), oldest first. */
  async pageForTeam(conversationId: string, before: number, limit: number): Promise<StoredMessage[]> {
    const order = `ORDER BY position DESC LIMIT ${limit}`;
    return (await this.read('conversation_id = ? AND position < ?', [conversationId, before], order)).reverse();
  }

  /** What the visitor may see after `seq`, in order. A position is never smaller than the seq that it carries. */
  async afterForVisitor(conversationId: string, after: number, limit: number): Promise<StoredMessage[]> {
    const where = 'conversation_id = ? AND position > ? AND seq > ?';
    return this.read(where, [conversationId, after, after], `ORDER BY position LIMIT ${limit}`);
  }

  /** What the visitor may see before `seq`, oldest first. */
  async beforeForVisitor(conversationId: string, before: number, limit: number): Promise<StoredMessage[]> {
    const order = `ORDER BY position DESC LIMIT ${limit}`;
    return (await this.read('conversation_id = ? AND seq < ?', [conversationId, before], order)).reverse();
  }

  private async read(where: string, values: (string | number)[], order: string): Promise<StoredMessage[]> {
    const rows = await this.database.query<MessageRow>(`SELECT ${columns} FROM message WHERE ${where} ${order}`, values);
    const messages = rows.map(messageFrom);
    if (messages.some((message) => message.files)) await this.attach(messages);
    return messages;
  }

  private async attach(messages: StoredMessage[]): Promise<void> {
    const withFiles = messages.filter((message) => message.files);
    const places = withFiles.map(() => '?').join(', ');
    const rows = await this.database.query<FileRow>(
      `SELECT id, message_id, name, type, kind, size, width, height FROM attachment
       WHERE conversation_id = ? AND message_id IN (${places}) ORDER BY place, id`,
      [withFiles[0].conversationId, ...withFiles.map((message) => message.id)],
    );
    for (const { message_id: messageId, ...file } of rows)
      withFiles.find((message) => message.id === messageId)?.attachments.push(file);
  }
}

function messageFrom(row: MessageRow): StoredMessage {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    conversationId: row.conversation_id,
    position: row.position,
    seq: row.seq,
    kind: row.kind,
    from: row.sender,
    authorId: row.author_id,
    body: row.body,
    files: row.files,
    at: Number(row.at),
    deletedAt: row.deleted_at === null ? null : Number(row.deleted_at),
    attachments: [],
  };
}
