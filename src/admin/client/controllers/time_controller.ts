import { Controller } from '@hotwired/stimulus';
import { localise } from '../localise';

const againMillis = 30_000;

/** Shows a time in the reader's own zone: `time`, `datetime`, or how long `ago`. */
export class TimeController extends Controller<HTMLTimeElement> {
  static override values = { style: { type: String, default: 'time' } };
  declare styleValue: string;
  private timer = 0;

  override connect(): void {
    localise(this.element);
    if (this.styleValue === 'ago') this.timer = window.setInterval(() => localise(this.element), againMillis);
  }

  override disconnect(): void {
    clearInterval(this.timer);
  }
}
