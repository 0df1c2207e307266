import { readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { HandOverRefused, PluginFailure, type EnabledPlugin, type Subject } from '../../plugin-host/plugin-host.types';
import { PluginsService } from '../../plugin-host/plugins.service';
import { FileStore } from './file-store';

export interface StoredFile {
  id: string;
  workspaceId: string;
  /** The plugin that has its bytes; '' for the folder. */
  store: string;
}

/**
 * A plugin gets a file whole, and what it calls its vendor with copies it a few times: the share of its memory that one file may
 * be. What is larger stays in the folder.
 */
const shareOfMemory = 1 / 12;
/** What is read from a plugin at once, so that a large file is never whole in the server's memory. */
const pieceBytes = 4 * 1024 * 1024;

/** Where the bytes of files are: in the folder, or with the plugin that the workspace had when they came. */
@Injectable()
export class FileStores {
  private readonly logger = new Logger('files');

  private readonly mostBytes: number;

  constructor(
    private readonly folder: FileStore,
    private readonly plugins: PluginsService,
    @Inject(SETTINGS) { PLUGIN_MEMORY_MB }: Settings,
  ) {
    this.mostBytes = PLUGIN_MEMORY_MB * 1024 * 1024 * shareOfMemory;
  }

  /** Where a new file goes: the id of a plugin, or '' for the folder. */
  async forNew(workspaceId: string, size: number): Promise<string> {
    const [plugin] = await this.plugins.providing(workspaceId, 'fileStore');
    return plugin && size <= this.mostBytes ? plugin.id : '';
  }

  /**
   * Takes a whole file in; it is kept when this settles.
   *
   * @param moved called if the person's choices forbid to hand it on: it stays in the folder then
   * @throws ChatError if the plugin does not take it
   */
  async keep(file: StoredFile & { type: string }, from: string, uploader: Subject, moved: () => Promise<void>): Promise<void> {
    if (!file.store) return this.folder.keep(file.id, from);
    const plugin = await this.pluginOf(file);
    if (!plugin) throw new ChatError('attachment.not_kept');
    const { type } = file;
    const handOver = {
      about: [uploader],
      fields: { 'attachment.content': new Uint8Array(await readFile(from)) },
      argument: (fields: Record<string, unknown>) => ({
        key: keyOf(file),
        content: fields['attachment.content'] as Uint8Array,
        type,
      }),
    };
    try {
      await this.plugins.call(plugin, 'fileStore', 'put', handOver);
    } catch (error) {
      if (!(error instanceof HandOverRefused)) throw this.failed(error, 'attachment.not_kept');
      // First the note, then the bytes: whoever removes it looks where the note says.
      await moved();
      return this.folder.keep(file.id, from);
    }
    await rm(from, { force: true });
  }

  /** @throws ChatError if it cannot be had, before a byte is read */
  async read(file: StoredFile): Promise<Readable> {
    if (!file.store) return this.folder.read(file.id);
    const pieces = this.piecesOf(file);
    const first = await pieces.next();
    return Readable.from(first.done ? [] : chained(first.value, pieces), { objectMode: false });
  }

  /** Removing what is gone already is no error: the job may run twice. */
  async remove(file: StoredFile): Promise<void> {
    if (!file.store) return this.folder.remove(file.id);
    const plugin = await this.pluginOf(file);
    // The job that asked tries again, and at last waits for somebody who looks: the file is still there.
    if (!plugin) throw new Error(`The plugin ${file.store} has a file to delete, and is not enabled.`);
    await this.plugins.call(plugin, 'fileStore', 'delete', { about: [], fields: {}, argument: () => ({ key: keyOf(file) }) });
  }

  private async *piecesOf(file: StoredFile): AsyncGenerator<Uint8Array> {
    const plugin = await this.pluginOf(file);
    if (!plugin) throw new ChatError('attachment.out_of_reach');
    for (let start = 0, size = 1; start < size; start += pieceBytes) {
      const argument = () => ({ key: keyOf(file), start, end: start + pieceBytes - 1 });
      const part = await this.plugins.call(plugin, 'fileStore', 'get', { about: [], fields: {}, argument }).catch((error) => {
        throw this.failed(error, 'attachment.out_of_reach');
      });
      if (!part) throw new ChatError('attachment.not_found');
      size = part.size;
      if (part.content.length) yield part.content;
    }
  }

  private async pluginOf({ workspaceId, store }: StoredFile): Promise<EnabledPlugin | undefined> {
    return (await this.plugins.providing(workspaceId, 'fileStore')).find(({ id }) => id === store);
  }

  private failed(error: unknown, code: 'attachment.not_kept' | 'attachment.out_of_reach'): unknown {
    if (!(error instanceof PluginFailure)) return error;
    this.logger.warn(`${error.pluginId} did not do it: ${error.trouble}.`);
    return new ChatError(code);
  }
}

const keyOf = ({ workspaceId, id }: StoredFile) => `${workspaceId}/${id}`;

async function* chained(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
