import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

const format = /^[\w-]{20,64}$/;

/** Keeps the bytes of files in `DATA_DIR/files`, spread over folders by the first letters of their id. */
@Injectable()
export class FileStore {
  private readonly folder: string;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.folder = join(settings.DATA_DIR, 'files');
  }

  /** Where an upload grows until it is whole. */
  async incoming(id: string): Promise<string> {
    const folder = join(this.folder, 'incoming');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return join(folder, this.checked(id));
  }

  /** Uploads that were under way when the process ended. */
  async clearIncoming(): Promise<void> {
    await rm(join(this.folder, 'incoming'), { recursive: true, force: true });
  }

  /** Takes a whole file in; it is on disk when this settles. */
  async keep(id: string, from: string): Promise<void> {
    const file = await open(from, 'r+');
    await file.sync().finally(() => file.close());
    const path = this.pathOf(id);
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    await rename(from, path);
  }

  read(id: string): Readable {
    return createReadStream(this.pathOf(id));
  }

  /** Removing what is gone already is no error: the job may run twice. */
  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  pathOf(id: string): string {
    return join(this.folder, this.checked(id).slice(0, 2), id);
  }

  private checked(id: string): string {
    if (!format.test(id)) throw new Error('Not the identifier of a file.');
    return id;
  }
}
