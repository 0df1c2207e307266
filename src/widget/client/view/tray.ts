import { element, icon } from '../dom';
import { closeIcon, fileIcon } from '../icons';
import type { Attachment } from '../protocol';
import type { Chat } from '../session/chat';
import { Upload } from '../session/upload';
import type { Text } from '../texts';
import type { Files } from './files';
import type { Formats } from './times';

/** The files of the message being written: how far each is, and how to take it back. */
export class Tray {
  readonly element = element('ul', { class: 'tray', hidden: true });
  readonly trouble = element('p', { class: 'field-error', role: 'alert', hidden: true });
  private readonly uploads = new Map<Upload, { row: HTMLElement; draw: () => void }>();

  constructor(
    private readonly chat: Chat,
    private readonly files: Files,
    private readonly formats: Formats,
    private readonly text: Text,
    private readonly changed: () => void,
  ) {}

  get attachments(): Attachment[] {
    return [...this.uploads.keys()].flatMap(({ attachment }) => attachment ?? []);
  }

  /** Whether a file is not there yet, or failed: a message must not leave without what its writer put on it. */
  get incomplete(): boolean {
    return [...this.uploads.keys()].some(({ attachment }) => !attachment);
  }

  add(files: Iterable<File>): void {
    const { files: most, fileBytes } = this.chat.shell.config.limits;
    let trouble = '';
    for (const file of files) {
      if (this.uploads.size >= most) trouble = this.text('filesTooMany', { count: most });
      else if (file.size > fileBytes)
        trouble = this.text('fileTooLarge', { name: file.name, size: this.formats.size(fileBytes) });
      else if (!file.size) trouble = this.text('fileFailed', { name: file.name });
      else this.begin(file);
    }
    this.say(trouble);
    this.update();
  }

  /** After sending. What could not be uploaded did not go along, and stays in sight. */
  clear(everything = false): void {
    for (const [upload, { row }] of [...this.uploads]) {
      if (upload.failed && !everything) continue;
      row.remove();
      this.uploads.delete(upload);
    }
    this.say('');
    this.update();
  }

  private begin(file: File): void {
    const upload = new Upload(file, this.chat.shell.base, this.chat.visitor, () => {
      if (upload.attachment) this.files.put(upload.attachment.id, file);
      this.uploads.get(upload)?.draw();
      if (!upload.busy) this.update();
    });
    const remove = () => {
      upload.cancel();
      this.uploads.get(upload)?.row.remove();
      this.uploads.delete(upload);
      this.update();
    };
    const detail = element('span', { class: 'card-size' }, this.formats.size(file.size));
    const bar = element('progress', { max: 1, value: 0, 'aria-label': this.text('uploading', { name: file.name }) });
    const cross = element(
      'button',
      { class: 'tool', type: 'button', 'aria-label': this.text('remove', { name: file.name }), click: remove },
      icon(closeIcon),
    );
    const name = element('span', { class: 'card-name', dir: 'auto' }, file.name);
    const row = element(
      'li',
      { class: 'upload' },
      icon(fileIcon),
      element('span', { class: 'card-text' }, name, detail, bar),
      cross,
    );
    const draw = () => {
      bar.value = upload.progress;
      bar.hidden = !upload.busy;
      detail.hidden = upload.busy;
      row.classList.toggle('upload-failed', upload.failed);
      if (upload.failed) detail.textContent = this.text('uploadFailed');
    };
    draw();
    this.uploads.set(upload, { row, draw });
    this.element.append(row);
    void upload.start();
  }

  private update(): void {
    this.element.hidden = !this.uploads.size;
    this.changed();
  }

  private say(trouble: string): void {
    this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
  }
}
