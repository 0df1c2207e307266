import { Controller } from '@hotwired/stimulus';
import { text } from '../page';
import { upload, type Uploaded } from '../thread/upload';

const most = 5;

/** Files for a message: chosen, dropped or pasted; each with its progress, and a way to take it back. */
export class UploadsController extends Controller<HTMLElement> {
  static override targets = ['list', 'blank', 'input', 'problem'];
  declare readonly listTarget: HTMLElement;
  declare readonly blankTarget: HTMLTemplateElement;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly problemTarget: HTMLElement;
  private readonly running = new Map<Element, XMLHttpRequest>();

  chosen(): void {
    this.add(this.inputTarget.files);
    this.inputTarget.value = '';
  }

  over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.element.dataset.over = '';
  }

  out(event: DragEvent): void {
    if (!this.element.contains(event.relatedTarget as Node)) delete this.element.dataset.over;
  }

  drop(event: DragEvent): void {
    event.preventDefault();
    delete this.element.dataset.over;
    this.add(event.dataTransfer?.files);
  }

  paste(event: ClipboardEvent): void {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    this.add(event.clipboardData.files);
  }

  remove(event: Event): void {
    const item = (event.currentTarget as HTMLElement).closest('.upload');
    if (!item) return;
    this.running.get(item)?.abort();
    this.running.delete(item);
    item.remove();
    this.report('');
  }

  private add(files: FileList | null | undefined): void {
    this.report('');
    for (const file of files ?? []) {
      if (this.listTarget.children.length >= most) return this.report(text('tooMany'));
      this.start(file);
    }
  }

  private start(file: File): void {
    const item = this.blankTarget.content.firstElementChild?.cloneNode(true) as HTMLElement;
    const name = item.querySelector('.upload__name');
    if (name) name.textContent = file.name;
    this.listTarget.append(item);
    const request = upload(file, {
      progress: (share) => item.querySelector('progress')?.setAttribute('value', String(share)),
      done: (uploaded) => this.finished(item, uploaded),
      failed: (problem) => {
        item.remove();
        this.report(problem || text('uploadFailed', { name: file.name }));
      },
    });
    this.running.set(item, request);
    this.report('');
  }

  private finished(item: HTMLElement, { id, name }: Uploaded): void {
    this.running.delete(item);
    Object.assign(item.dataset, { id, name });
    item.classList.add('upload--done');
    this.report(this.problemTarget.textContent ?? '');
  }

  private report(problem: string): void {
    this.problemTarget.textContent = problem;
    this.problemTarget.hidden = !problem;
    this.listTarget.hidden = !this.listTarget.children.length;
    this.dispatch('changed');
  }
}

/** What is attached to a composer, and whether something is still on its way. */
export function attachedTo(form: Element): { files: { id: string; name: string }[]; uploading: boolean } {
  const items = [...form.querySelectorAll<HTMLElement>('.composer__files > .upload')];
  const files = items.flatMap(({ dataset: { id, name = '' } }) => (id ? [{ id, name }] : []));
  return { files, uploading: files.length < items.length };
}

export function clearUploads(form: Element): void {
  const list = form.querySelector<HTMLElement>('.composer__files');
  list?.replaceChildren();
  if (list) list.hidden = true;
}
