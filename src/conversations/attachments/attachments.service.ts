import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { randomToken } from '../../common/ids';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { OutboxService } from '../../outbox/outbox.service';
import type { SubjectKind } from '../../plugin-host/plugin-host.types';
import type { VisitorIdentity } from '../../visitors/visitor.types';
import { Conversation } from '../conversation.entity';
import type { AttachedFile } from '../log/thread.types';
import { Attachment } from './attachment.entity';
import { examine } from './file-kinds';
import { safeFileName } from './file-name';
import { FileStore } from './file-store';
import { FileStores } from './file-stores';

/** Work of the outbox: remove the bytes of files; forget an upload that no message took. */
export const REMOVE_FILES = 'files.remove';
const EXPIRE_UPLOAD = 'upload.expire';
/** An upload that no message takes within this time is removed. */
const uploadLife = 24 * 60 * 60 * 1000;

interface Gone {
  workspace_id: string;
  store: string;
}
interface Uploader {
  workspaceId: string;
  uploaderId: string;
  /** A visitor, if left out. */
  uploaderKind?: SubjectKind;
}

/** Files that people send: taken in, given out to the parties of their conversation, removed. */
@Injectable()
export class AttachmentsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly folder: FileStore,
    private readonly stores: FileStores,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onModuleInit(): Promise<void> {
    this.outbox.handle(REMOVE_FILES, async ({ files, store = '' }, { workspaceId }) => {
      for (const id of files.split(',')) await this.stores.remove({ id, workspaceId: workspaceId!, store });
    });
    this.outbox.handle(EXPIRE_UPLOAD, ({ file }) => this.expire(file));
    // Several nodes may share a folder; one node alone can tidy up what it left behind.
    if (!this.settings.REDIS_URL) await this.folder.clearIncoming();
  }

  /** Takes a file in. It belongs to its uploader until a message takes it. */
  async receive(
    { workspaceId, uploaderId, uploaderKind = 'visitor' }: Uploader,
    givenName: string,
    bytes: Readable,
  ): Promise<AttachedFile> {
    const id = randomToken(192);
    const path = await this.folder.incoming(id).catch((error: unknown) => this.refuse(error));
    try {
      await this.collect(bytes, path);
      const kind = await examine(path);
      const { size } = await stat(path);
      const file = { id, name: safeFileName(givenName), size, ...kind };
      const createdAt = this.clock.now();
      const store = await this.stores.forNew(workspaceId, size);
      await this.database.transaction(async (tx) => {
        await tx.manager.insert(Attachment, {
          ...file,
          workspaceId,
          uploaderId,
          conversationId: null,
          messageId: null,
          store,
          createdAt,
        });
        const runAt = new Date(createdAt.getTime() + uploadLife);
        await this.outbox.add(tx, { kind: EXPIRE_UPLOAD, workspaceId, payload: { file: id }, runAt });
      });
      // Only now: a process that is killed in between leaves a row that expires, never a file that nobody knows of.
      const uploader = { kind: uploaderKind, id: uploaderId };
      await this.stores.keep({ ...file, workspaceId, store }, path, uploader, () => this.moveToFolder(id));
      return file;
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined);
      return this.refuse(error);
    }
  }

  /** For the team: any file of the workspace that hangs on a message, or one's own upload. */
  async forAgent({ workspaceId, account }: Agent, id: string): Promise<Attachment> {
    const file = await this.database.read.findOneBy(Attachment, { id, workspaceId });
    if (!file || (!file.messageId && file.uploaderId !== account.id)) throw new ChatError('attachment.not_found');
    return file;
  }

  /** For a visitor: files of their own conversations. Notes are not theirs to see, nor what hangs on them. */
  async forVisitor({ visitorId, websiteId, workspaceId }: VisitorIdentity, id: string): Promise<Attachment> {
    const file = await this.database.read.findOneBy(Attachment, { id, workspaceId });
    if (!file) throw new ChatError('attachment.not_found');
    if (!file.conversationId) {
      if (file.uploaderId !== visitorId) throw new ChatError('attachment.not_found');
      return file;
    }
    const own = await this.database.read.existsBy(Conversation, { id: file.conversationId, visitorId, websiteId });
    const sql = "SELECT 1 AS found FROM message WHERE conversation_id = ? AND id = ? AND kind = 'reply' AND deleted_at IS NULL";
    const visible = own && (await this.database.query(sql, [file.conversationId, file.messageId])).length > 0;
    if (!visible) throw new ChatError('attachment.not_found');
    return file;
  }

  /** @throws ChatError if it cannot be had now, before a byte is read */
  async open(id: string): Promise<Readable> {
    const file = await this.database.read.findOneBy(Attachment, { id });
    if (!file) throw new ChatError('attachment.not_found');
    return this.stores.read(file);
  }

  private async collect(bytes: Readable, path: string): Promise<void> {
    const { UPLOAD_MAX_BYTES } = this.settings;
    let size = 0;
    const limit = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        size += chunk.length;
        done(size > UPLOAD_MAX_BYTES ? new ChatError('attachment.too_large') : null, chunk);
      },
    });
    await pipeline(bytes, limit, createWriteStream(path, { mode: 0o600 })).catch((error: NodeJS.ErrnoException) => {
      // Whoever hangs up says nothing about our disk; nobody reads this answer.
      throw error.syscall || error instanceof ChatError ? error : new ChatError('request.malformed');
    });
    if (size === 0) throw new ChatError('attachment.empty');
  }

  private async moveToFolder(id: string): Promise<void> {
    await this.database.transaction((tx) => tx.run("UPDATE attachment SET store = '' WHERE id = ?", [id]));
  }

  /** A file that could not be written tells of the disk, as a row does: a system call on a path of ours. */
  private refuse(error: unknown): never {
    const { path, syscall } = error as NodeJS.ErrnoException;
    const { health } = this.database;
    throw (path || syscall === 'write' || syscall === 'fsync') && health.isFault(error) ? health.failed(error) : error;
  }

  private async expire(id: string): Promise<void> {
    const gone = await this.database.transaction((tx) =>
      tx.run<Gone>('DELETE FROM attachment WHERE id = ? AND message_id IS NULL RETURNING workspace_id, store', [id]),
    );
    for (const { workspace_id: workspaceId, store } of gone) await this.stores.remove({ id, workspaceId, store });
  }
}
