import { element } from '../dom';
import type { Attachment } from '../protocol';
import type { Archive } from '../session/archive';

/** The bytes of attachments. They are fetched with the token; a link alone opens nothing. */
export class Files {
  private readonly blobs = new Map<string, Promise<Blob>>();

  constructor(private readonly archive: Archive) {}

  /** What was just uploaded from here need not be fetched. */
  put(id: string, file: Blob): void {
    this.blobs.set(id, Promise.resolve(file));
  }

  get(id: string): Promise<Blob> {
    const blob = this.blobs.get(id) ?? this.archive.file(id);
    this.blobs.set(id, blob);
    blob.catch(() => this.blobs.delete(id));
    return blob;
  }

  async save({ id, name }: Attachment): Promise<void> {
    const address = URL.createObjectURL(await this.get(id));
    element('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
}
