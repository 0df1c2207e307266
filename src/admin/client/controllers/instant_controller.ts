import { Controller } from '@hotwired/stimulus';

/** A form with one choice needs no button where scripts run. */
export class InstantController extends Controller<HTMLFormElement> {
  static override targets = ['button'];
  declare readonly buttonTarget: HTMLElement;

  override connect(): void {
    this.buttonTarget.hidden = true;
  }

  submit(): void {
    this.element.requestSubmit();
  }
}
