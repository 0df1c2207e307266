import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ChatError } from '../common/errors';
import { newId } from '../common/ids';
import { FacePictures } from '../common/views/face-pictures';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';
import { AccountPicture } from './account-picture.entity';

const side = 256;
/** A picture of more pixels is a bomb. */
const mostPixels = 50_000_000;
const readable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

/** Pictures of people with a login. */
@Injectable()
export class PicturesService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly faces: FacePictures,
    private readonly events: EventBus,
  ) {
    events.on('picture.changed', ({ accountId }) => void this.look(accountId));
    events.on('person.erased', ({ subjectKind, subjectId }) => {
      if (subjectKind === 'account') this.faces.set(subjectId, undefined);
    });
  }

  async onModuleInit(): Promise<void> {
    const sql = 'SELECT account_id AS id, version FROM account_picture';
    for (const { id, version } of await this.database.query<{ id: string; version: string }>(sql)) this.faces.set(id, version);
  }

  /** @param bytes as they came @throws ChatError `attachment.unreadable` for anything but a photograph or the like */
  async keep(accountId: string, bytes: Buffer): Promise<void> {
    const image = (await drawAnew(bytes)).toString('base64');
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM account_picture WHERE account_id = ?', [accountId]);
      await tx.manager.insert(AccountPicture, { accountId, version: newId(), image });
      tx.afterCommit(() => this.events.publish('picture.changed', { accountId }));
    });
  }

  async remove(accountId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM account_picture WHERE account_id = ?', [accountId]);
      tx.afterCommit(() => this.events.publish('picture.changed', { accountId }));
    });
  }

  /** For whoever works with them somewhere. @throws ChatError `request.not_found` */
  async seenBy(viewerId: string, accountId: string): Promise<{ version: string; image: Buffer }> {
    const sql = `SELECT p.version, p.image FROM account_picture p WHERE p.account_id = ? AND EXISTS (
      SELECT 1 FROM member theirs JOIN member mine ON mine.workspace_id = theirs.workspace_id
      WHERE theirs.account_id = p.account_id AND mine.account_id = ?)`;
    const [found] = await this.database.query<{ version: string; image: string }>(sql, [accountId, viewerId]);
    if (!found) throw new ChatError('request.not_found');
    return { version: found.version, image: Buffer.from(found.image, 'base64') };
  }

  private async look(accountId: string): Promise<void> {
    const picture = await this.database.read.findOneBy(AccountPicture, { accountId });
    this.faces.set(accountId, picture?.version);
  }
}

/** The middle of it, as a square, upright; where it was taken, with what and when is not drawn. */
async function drawAnew(bytes: Buffer): Promise<Buffer> {
  const { fileTypeFromBuffer } = await import('file-type');
  const type = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? '';
  if (!readable.has(type)) throw new ChatError('attachment.unreadable');
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  try {
    const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).autoOrient();
    return await image.resize(side, side, { fit: 'cover' }).webp({ quality: 82 }).toBuffer();
  } catch {
    throw new ChatError('attachment.unreadable');
  }
}
