import { Controller } from '@hotwired/stimulus';

/** A message that did not get through, and its "Try again". */
export class BubbleController extends Controller<HTMLElement> {
  again(): void {
    const id = this.element.id.replace(/^message-/, '');
    document.dispatchEvent(new CustomEvent('pending:again', { detail: id }));
  }
}
