import { Controller } from '@hotwired/stimulus';
import { socket, type LiveState } from '../live/socket';
import { text } from '../page';

/** The quiet dot that says whether what is on screen is live. */
export class StatusController extends Controller<HTMLElement> {
  private readonly changed = () => this.show(socket.state);

  override connect(): void {
    document.addEventListener('inbox:state', this.changed);
    this.changed();
  }

  override disconnect(): void {
    document.removeEventListener('inbox:state', this.changed);
  }

  private show(state: LiveState): void {
    if (this.element.dataset.state === state || state === 'connecting') return;
    this.element.dataset.state = state;
    this.element.title = text(state);
    const place = this.element.querySelector('.status__text');
    if (place) place.textContent = text(state);
  }
}
