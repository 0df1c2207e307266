import { Controller } from '@hotwired/stimulus';

const wide = matchMedia('(min-width: 75.0625rem)');
/** On a wide screen the card stays as the agent left it, from one conversation to the next. */
let keptClosed = false;

/** The visitor's card: beside the conversation where there is room, over it where there is not. */
export class SideController extends Controller<HTMLElement> {
  static override targets = ['panel', 'toggle'];
  declare readonly panelTarget: HTMLElement;
  declare readonly toggleTargets: HTMLElement[];
  private readonly resized = () => this.show(wide.matches && !keptClosed);
  private readonly keyed = (event: KeyboardEvent) => event.key === 'Escape' && !wide.matches && this.hide();

  override connect(): void {
    this.resized();
    wide.addEventListener('change', this.resized);
    this.element.addEventListener('keydown', this.keyed);
  }

  override disconnect(): void {
    wide.removeEventListener('change', this.resized);
    this.element.removeEventListener('keydown', this.keyed);
  }

  toggleTargetConnected(toggle: HTMLElement): void {
    toggle.ariaExpanded = String(this.isOpen);
  }

  toggle(): void {
    this.show(!this.isOpen);
    keptClosed = wide.matches && !this.isOpen;
    if (this.isOpen && !wide.matches) this.panelTarget.querySelector<HTMLElement>('button')?.focus();
  }

  hide(): void {
    if (!this.isOpen) return;
    this.show(false);
    this.toggleTargets[0]?.focus();
  }

  private get isOpen(): boolean {
    return this.element.dataset.side === 'open';
  }

  private show(open: boolean): void {
    this.element.dataset.side = open ? 'open' : 'closed';
    for (const toggle of this.toggleTargets) toggle.ariaExpanded = String(open);
  }
}
