import { Controller } from '@hotwired/stimulus';
import { text } from '../page';

/** Shows a secret only when asked to: somebody may look over the shoulder. */
export class RevealController extends Controller<HTMLElement> {
  static override targets = ['value', 'button'];
  declare readonly valueTarget: HTMLElement;
  declare readonly buttonTarget: HTMLButtonElement;
  private masked = '';

  override connect(): void {
    this.masked = this.valueTarget.textContent ?? '';
  }

  toggle(): void {
    const show = this.buttonTarget.getAttribute('aria-pressed') !== 'true';
    this.buttonTarget.setAttribute('aria-pressed', String(show));
    this.buttonTarget.textContent = text(show ? 'conceal' : 'reveal');
    this.valueTarget.textContent = show ? (this.valueTarget.dataset.secret ?? '') : this.masked;
  }
}
