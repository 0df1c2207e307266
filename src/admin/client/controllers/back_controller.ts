import { Controller } from '@hotwired/stimulus';
import { inboxPlace } from '../page';

/** On a phone: back to the list that is still there, where it was. */
export class BackController extends Controller<HTMLAnchorElement> {
  override connect(): void {
    const { list } = inboxPlace();
    if (list) this.element.href = `/inbox/${list}`;
    this.element.dataset.turboFrame = document.querySelector('#conversation-list') ? 'thread' : '_top';
  }
}
