import { Controller } from '@hotwired/stimulus';

const selector = 'a[href], button:not(:disabled), input, select';

/** A `<details>` that behaves as a menu: arrow keys, Escape, and closing when one looks elsewhere. */
export class MenuController extends Controller<HTMLDetailsElement> {
  private readonly toggled = () => this.element.open && this.opened();
  private readonly keyed = (event: KeyboardEvent) => this.key(event);
  private readonly left = (event: Event) => {
    if (!this.element.contains(event.target as Node)) this.element.open = false;
  };

  override connect(): void {
    this.element.addEventListener('toggle', this.toggled);
    this.element.addEventListener('keydown', this.keyed);
    document.addEventListener('pointerdown', this.left);
    document.addEventListener('focusin', this.left);
  }

  override disconnect(): void {
    this.element.removeEventListener('toggle', this.toggled);
    this.element.removeEventListener('keydown', this.keyed);
    document.removeEventListener('pointerdown', this.left);
    document.removeEventListener('focusin', this.left);
  }

  private get items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(`.menu__panel :is(${selector})`)];
  }

  private opened(): void {
    const { bottom } = this.element.getBoundingClientRect();
    if (!this.element.closest('.rail')) this.element.classList.toggle('menu--up', bottom > innerHeight * 0.7);
    this.items[0]?.focus();
  }

  private key(event: KeyboardEvent): void {
    if (!this.element.open) return;
    const items = this.items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Escape') this.close(event);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    items[(next + items.length) % items.length]?.focus();
  }

  private close(event: KeyboardEvent): void {
    event.preventDefault();
    this.element.open = false;
    this.element.querySelector('summary')?.focus();
  }
}
