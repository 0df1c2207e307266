import { Controller } from '@hotwired/stimulus';

const oldMillis = 10 * 60_000;

/** A visitor who waits is mentioned once the waiting grows long. */
export class WaitingController extends Controller<HTMLElement> {
  static override values = { since: String };
  declare readonly sinceValue: string;
  private timer = 0;

  override connect(): void {
    const left = Date.parse(this.sinceValue) + oldMillis - Date.now();
    if (left <= 0) this.element.hidden = false;
    else this.timer = window.setTimeout(() => (this.element.hidden = false), left);
  }

  override disconnect(): void {
    clearTimeout(this.timer);
  }
}
