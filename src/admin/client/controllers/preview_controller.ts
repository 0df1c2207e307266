import { Controller } from '@hotwired/stimulus';

/** Shows words as visitors will see them, while they are typed. */
export class PreviewController extends Controller<HTMLElement> {
  static override targets = ['input', 'words'];
  declare readonly inputTargets: HTMLTextAreaElement[];
  declare readonly wordsTarget: HTMLElement;

  /** What is being written; in an empty field, what visitors would get instead. */
  draw({ target }: Event): void {
    const typed = (target as HTMLTextAreaElement).value.trim();
    const other = this.inputTargets.map(({ value }) => value.trim()).find(Boolean);
    this.wordsTarget.textContent = typed || other || (this.wordsTarget.dataset.empty ?? '');
  }
}
