import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

const format = /^[0-9a-z]{26}$/;

/** Where exports lie until they are removed: `DATA_DIR/exports`, readable by the server alone. */
@Injectable()
export class ExportFiles {
  private readonly folder: string;

  constructor(@Inject(SETTINGS) { DATA_DIR }: Settings) {
    this.folder = join(DATA_DIR, 'exports');
  }

  /** Takes the stream as it comes; under its name only when it is whole. @returns its size in bytes */
  async write(id: string, bytes: Readable): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const growing = this.partOf(id);
    await pipeline(bytes, createWriteStream(growing, { mode: 0o600 }));
    const file = await open(growing, 'r+');
    await file.sync().finally(() => file.close());
    await rename(growing, this.pathOf(id));
    return (await stat(this.pathOf(id))).size;
  }

  read(id: string): Readable {
    return createReadStream(this.pathOf(id));
  }

  async has(id: string): Promise<boolean> {
    return stat(this.pathOf(id)).then(
      () => true,
      () => false,
    );
  }

  /** Removing what is gone already is no error. */
  async remove(id: string): Promise<void> {
    for (const path of [this.pathOf(id), this.partOf(id)]) await rm(path, { force: true });
  }

  /** Identifiers of everything that lies here, whole or not. */
  async list(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return [...new Set(names.map((name) => name.slice(0, 26)).filter((id) => format.test(id)))];
  }

  private partOf(id: string): string {
    return `${this.pathOf(id)}.part`;
  }

  private pathOf(id: string): string {
    if (!format.test(id)) throw new Error('Not the identifier of an export.');
    return join(this.folder, `${id}.zip`);
  }
}
