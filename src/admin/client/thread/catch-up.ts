import { session } from '@hotwired/turbo';
import { missesSomething } from './gaps';

const patienceMillis = 1000;

/**
 * Between the drawing of a page and the first word of the socket a message can slip through. It shows in the positions, which
 * have no gaps, and in the list, whose row is newer than what the conversation shows. Then the page is loaded again, once.
 */
export class CatchUp {
  private timer = 0;
  private triedFor = '';
  private readonly look = () => this.soon();

  constructor(
    private readonly conversation: string,
    private readonly list: HTMLElement,
  ) {}

  start(): void {
    document.addEventListener('inbox:row', this.look);
    this.soon();
  }

  stop(): void {
    document.removeEventListener('inbox:row', this.look);
    clearTimeout(this.timer);
  }

  /** With patience: what seems to be missing may be on its way. */
  soon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.check(), patienceMillis);
  }

  private check(): void {
    const row = document.getElementById(`row-${this.conversation}`);
    const lastAt = row?.dataset.lastAt ?? '';
    const shown = [...this.list.querySelectorAll<HTMLElement>('[data-position]')].map(({ dataset }) => ({
      position: Number(dataset.position),
      at: dataset.at ?? '',
    }));
    const state = `${lastAt} ${shown.length}`;
    if (state === this.triedFor || !missesSomething(shown, lastAt)) return;
    this.triedFor = state;
    session.refresh(document.baseURI);
  }
}
