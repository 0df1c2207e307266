import type { Attachment } from '../protocol';
import { Refusal, refusalOf } from '../transport/http';
import { unknownVisitor, type Visitor } from './visitor';

/** A file on its way to the server. Its progress is a share from 0 to 1. */
export class Upload {
  progress = 0;
  attachment?: Attachment;
  failed = false;
  private sending?: XMLHttpRequest;
  private over = false;

  constructor(
    readonly file: File,
    private readonly base: string,
    private readonly visitor: Visitor,
    private readonly changed: (upload: Upload) => void,
  ) {}

  get busy(): boolean {
    return !this.attachment && !this.failed;
  }

  async start(): Promise<void> {
    try {
      this.attachment = await this.send(await this.visitor.ensure()).catch(async (error: unknown) => {
        if (!(error instanceof Refusal) || !unknownVisitor(error.code) || !this.visitor.mayRenew()) throw error;
        this.visitor.reject(this.visitor.token);
        return this.send(await this.visitor.ensure());
      });
    } catch {
      this.failed = true;
    }
    if (!this.over) this.changed(this);
  }

  cancel(): void {
    this.over = true;
    this.sending?.abort();
  }

  /** `fetch` tells nothing of how far an upload is. */
  private send(token: string): Promise<Attachment> {
    return new Promise((resolve, reject) => {
      if (this.over) return reject(new Error('Cancelled.'));
      const sending = (this.sending = new XMLHttpRequest());
      sending.open('POST', `${this.base}/widget/v1/uploads`);
      sending.setRequestHeader('Authorization', `Bearer ${token}`);
      sending.setRequestHeader('Content-Type', 'application/octet-stream');
      sending.setRequestHeader('X-File-Name', encodeURIComponent(this.file.name));
      sending.upload.onprogress = ({ loaded, total }) => {
        this.progress = total ? loaded / total : 0;
        this.changed(this);
      };
      sending.onload = () => {
        if (sending.status === 201) resolve(JSON.parse(sending.responseText) as Attachment);
        else reject(refusalOf(sending.status, sending.responseText));
      };
      sending.onerror = sending.onabort = () => reject(new Error('The upload did not arrive.'));
      sending.send(this.file);
    });
  }
}
