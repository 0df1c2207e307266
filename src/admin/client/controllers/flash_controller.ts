import { Controller } from '@hotwired/stimulus';

const readingMillis = 6000;

/** Good news goes by itself; bad news stays. */
export class FlashController extends Controller<HTMLElement> {
  private timer = 0;

  override connect(): void {
    if (this.element.matches('.flash--positive')) this.timer = window.setTimeout(() => this.element.remove(), readingMillis);
  }

  override disconnect(): void {
    clearTimeout(this.timer);
  }
}
