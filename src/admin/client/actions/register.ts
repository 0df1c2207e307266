import { StreamActions, type StreamElement } from '@hotwired/turbo';
import { accountId } from '../page';
import { placeRow } from './row';

const first = (stream: StreamElement) => stream.templateContent.firstElementChild as HTMLElement | null;

/** Our own stream actions. The server sends everyone the same; what it means depends on who looks at what. */
export function registerActions(): void {
  StreamActions.row = function (this: StreamElement) {
    const list = document.getElementById(this.target ?? '');
    const row = first(this);
    if (list && row) placeRow(list, row);
  };

  StreamActions.count = function (this: StreamElement) {
    if (this.dataset.account !== accountId()) return;
    const count = this.templateContent.textContent?.trim() ?? '';
    document.querySelectorAll(`.count-${this.dataset.list}`).forEach((place) => (place.textContent = count));
  };

  StreamActions.seen = function (this: StreamElement) {
    const detail = { conversation: this.dataset.conversation, seq: Number(this.dataset.seq) };
    document.dispatchEvent(new CustomEvent('inbox:seen', { detail }));
  };
}
