import { Controller } from '@hotwired/stimulus';
import { text } from '../page';

/** Copies a text, and says so for a moment. */
export class CopyController extends Controller<HTMLElement> {
  static override targets = ['source', 'label'];
  declare readonly sourceTarget: HTMLElement;
  declare readonly labelTarget: HTMLElement;
  private timer = 0;

  async copy(): Promise<void> {
    await this.write(this.sourceTarget.dataset.secret ?? this.sourceTarget.textContent ?? '');
    const before = this.labelTarget.dataset.before ?? this.labelTarget.textContent ?? '';
    this.labelTarget.dataset.before = before;
    this.labelTarget.textContent = text('copied');
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.labelTarget.textContent = before), 2000);
  }

  /** The clipboard is closed to pages on plain HTTP; a selection can be copied there all the same. */
  private async write(content: string): Promise<void> {
    if (navigator.clipboard) return navigator.clipboard.writeText(content);
    const field = document.createElement('textarea');
    field.value = content;
    field.className = 'visually-hidden';
    this.element.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}
