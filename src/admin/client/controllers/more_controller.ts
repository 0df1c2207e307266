import { Controller } from '@hotwired/stimulus';

/** Loads the next page of a list when its link comes into sight, and keeps what one reads where it is. */
export class MoreController extends Controller<HTMLElement> {
  static override targets = ['link'];
  static override values = { list: String, place: String };
  declare readonly linkTargets: HTMLAnchorElement[];
  declare readonly listValue: string;
  declare readonly placeValue: 'start' | 'end';
  private readonly sight = new IntersectionObserver((entries) => this.came(entries), { rootMargin: '400px' });
  private readonly clicked = (event: Event) => {
    event.preventDefault();
    void this.load(event.currentTarget as HTMLAnchorElement);
  };

  linkTargetConnected(link: HTMLAnchorElement): void {
    link.addEventListener('click', this.clicked);
    // A moment later: a conversation opens at its end, and only then it is known which pages are in sight.
    setTimeout(() => link.isConnected && this.sight.observe(link), 300);
  }

  linkTargetDisconnected(link: HTMLAnchorElement): void {
    this.sight.unobserve(link);
  }

  private came(entries: IntersectionObserverEntry[]): void {
    const visible = entries.find((entry) => entry.isIntersecting);
    if (visible) void this.load(visible.target as HTMLAnchorElement);
  }

  private async load(link: HTMLAnchorElement): Promise<void> {
    if (link.ariaBusy === 'true') return;
    link.ariaBusy = 'true';
    try {
      const response = await fetch(link.href, { headers: { Accept: 'text/html' } });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      this.put(new DOMParser().parseFromString(await response.text(), 'text/html'), link);
    } catch {
      // The link stays, to be clicked again.
      this.sight.unobserve(link);
      link.ariaBusy = null;
    }
  }

  private put(page: Document, link: HTMLAnchorElement): void {
    const list = document.querySelector(this.listValue);
    if (!list) return;
    const items = page.querySelectorAll<HTMLElement>(`${this.listValue} > li[id]`);
    const fresh = [...items].filter((item) => !document.getElementById(item.id));
    for (const item of fresh) item.dataset.page = '';
    const { scrollTop, scrollHeight } = this.element;
    if (this.placeValue === 'start') list.prepend(...fresh);
    else list.append(...fresh);
    const next = page.querySelector<HTMLAnchorElement>(
      `[data-controller="more"][data-more-list-value="${this.listValue}"] [data-more-target="link"]`,
    );
    if (next && fresh.length) link.replaceWith(next);
    else link.remove();
    if (this.placeValue === 'start') this.element.scrollTop = scrollTop + this.element.scrollHeight - scrollHeight;
  }
}
