import { Controller } from '@hotwired/stimulus';
import { create, get, type CreationWish, type RequestWish } from '../passkeys/ceremony';

/** Asks the browser for a passkey, and sends what it says with the form. Where there are none, the page shows no way to it. */
export class PasskeyController extends Controller<HTMLFormElement> {
  static override targets = ['answer', 'button', 'send', 'possible', 'impossible', 'problem'];
  static override values = { kind: String, options: String };
  declare readonly answerTarget: HTMLInputElement;
  declare readonly buttonTarget: HTMLButtonElement;
  declare readonly sendTarget: HTMLButtonElement;
  declare readonly problemTarget: HTMLElement;
  declare readonly possibleTargets: HTMLElement[];
  declare readonly impossibleTargets: HTMLElement[];
  declare readonly kindValue: 'create' | 'get';
  declare readonly optionsValue: string;

  override connect(): void {
    const isPossible = window.isSecureContext && 'credentials' in navigator && 'PublicKeyCredential' in window;
    for (const element of this.possibleTargets) element.hidden = !isPossible;
    for (const element of this.impossibleTargets) element.hidden = isPossible;
  }

  async ask(): Promise<void> {
    // What has to be filled in to add one is said before the device is asked.
    if (this.kindValue === 'create' && !this.element.reportValidity()) return;
    this.problemTarget.hidden = true;
    this.buttonTarget.disabled = true;
    try {
      this.send(await this.answer());
    } catch {
      // Called off, or no passkey of this server: browsers do not say which, on purpose.
      this.problemTarget.hidden = false;
    } finally {
      this.buttonTarget.disabled = false;
    }
  }

  /** A form that also takes a code sends one or the other. */
  private send(answer: string): void {
    const typed = this.kindValue === 'get' ? [...this.element.querySelectorAll<HTMLInputElement>('.input')] : [];
    for (const field of typed) field.disabled = true;
    this.answerTarget.disabled = false;
    this.answerTarget.value = answer;
    this.element.requestSubmit(this.sendTarget);
    this.answerTarget.disabled = true;
    for (const field of typed) field.disabled = false;
  }

  private async answer(): Promise<string> {
    const response = await fetch(this.optionsValue, { method: 'POST', headers: { Accept: 'application/json' } });
    if (!response.ok) throw new Error(String(response.status));
    const wish = (await response.json()) as CreationWish & RequestWish;
    return this.kindValue === 'create' ? create(wish) : get(wish);
  }
}
