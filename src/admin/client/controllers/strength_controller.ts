import { Controller } from '@hotwired/stimulus';
import { text } from '../page';
import type {} from '../strength/main';

const words = ['strengthWeak', 'strengthWeak', 'strengthFair', 'strengthGood', 'strengthStrong'];

/** Says how hard a new password is to guess. What it needs for that is loaded when somebody comes to the field, not with every page. */
export class StrengthController extends Controller<HTMLElement> {
  static override targets = ['meter', 'words'];
  static override values = { src: String };
  declare readonly meterTarget: HTMLElement;
  declare readonly wordsTarget: HTMLElement;
  declare readonly srcValue: string;

  load(): void {
    if (globalThis.passwordStrength || document.querySelector(`script[src="${CSS.escape(this.srcValue)}"]`)) return;
    const script = document.createElement('script');
    script.src = this.srcValue;
    script.addEventListener('load', () => this.judge());
    document.head.append(script);
  }

  judge(): void {
    const typed = this.element.querySelector('input')?.value ?? '';
    this.meterTarget.hidden = !typed || !globalThis.passwordStrength;
    if (this.meterTarget.hidden) return;
    const { level, advice } = globalThis.passwordStrength!(typed);
    this.meterTarget.dataset.level = String(level);
    this.wordsTarget.textContent = [text(words[level]), advice && text(advice)]
      .filter(Boolean)
      .join('. ')
      .replace(/\.\. /g, '. ');
  }
}
