import { Controller } from '@hotwired/stimulus';
import { inboxPlace } from '../page';

/** The list of conversations: which one is open, and walking through it by keyboard. */
export class ListController extends Controller<HTMLElement> {
  static override targets = ['link'];
  static override values = { name: String };
  declare readonly linkTargets: HTMLAnchorElement[];
  declare readonly nameValue: string;
  private readonly mark = () => {
    this.linkTargets.forEach((link) => this.dress(link));
    nameWindow();
  };
  private readonly step = (event: Event) => this.move((event as CustomEvent<number>).detail);

  override connect(): void {
    for (const event of marking) document.addEventListener(event, this.mark);
    document.addEventListener('list:step', this.step);
  }

  override disconnect(): void {
    for (const event of marking) document.removeEventListener(event, this.mark);
    document.removeEventListener('list:step', this.step);
  }

  linkTargetConnected(link: HTMLAnchorElement): void {
    this.dress(link);
  }

  /** A live row leads to "All open" for everybody; here it leads on within the list on screen. */
  private dress(link: HTMLAnchorElement): void {
    const { conversation } = inboxPlace(link.pathname);
    const path = `/inbox/${this.nameValue || 'open'}/${conversation}`;
    if (link.pathname !== path) link.setAttribute('href', path);
    if (inboxPlace().conversation === conversation) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }

  private move(by: number): void {
    const links = this.linkTargets;
    const focused = links.indexOf(document.activeElement as HTMLAnchorElement);
    const current = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute('aria-current'));
    const next = links[Math.min(links.length - 1, Math.max(0, current + by))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }
}

/** A conversation comes into its frame without a title of its own. */
function nameWindow(): void {
  const name = document.querySelector('.head__name') ?? document.querySelector('.list__title');
  if (name?.textContent) document.title = `${name.textContent} · Parlour`;
}

const marking = ['turbo:frame-load', 'turbo:load', 'turbo:morph', 'turbo:render'];
