import { element } from '../dom';

const phone = '(max-width: 480px), (max-height: 420px)';
const focusable = 'a[href], button:not([disabled]), input:not([hidden]):not([disabled]), textarea, summary, [tabindex="0"]';

/** The dialog itself: beside the page where there is room, over it on a phone, where focus then stays inside. */
export class PanelWindow {
  readonly element: HTMLElement;
  private readonly small = matchMedia(phone);

  constructor(
    private readonly close: () => void,
    ...children: HTMLElement[]
  ) {
    this.element = element(
      'section',
      {
        class: 'panel',
        role: 'dialog',
        'aria-labelledby': 'title',
        tabindex: -1,
        hidden: true,
        keydown: (event: KeyboardEvent) => this.pressed(event),
      },
      ...children,
    );
    const fit = () => this.fit();
    this.small.addEventListener('change', fit);
    window.visualViewport?.addEventListener('resize', fit);
    window.visualViewport?.addEventListener('scroll', fit);
    fit();
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  show(field: HTMLElement): void {
    this.element.hidden = false;
    this.fit();
    // On a touch screen a focused field brings the keyboard up, over what one wants to read first.
    (matchMedia('(pointer: coarse)').matches ? this.element : field).focus({ preventScroll: true });
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** A phone's keyboard covers the page without resizing it: the panel takes the part that is left. */
  private fit(): void {
    const { visualViewport } = window;
    const covers = this.small.matches;
    if (covers) this.element.setAttribute('aria-modal', 'true');
    else this.element.removeAttribute('aria-modal');
    this.element.style.height = covers && visualViewport ? `${visualViewport.height}px` : '';
    this.element.style.top = covers && visualViewport ? `${visualViewport.offsetTop}px` : '';
  }

  private pressed(event: KeyboardEvent): void {
    // Shortcuts of the page are not meant for somebody who is writing here.
    event.stopPropagation();
    if (event.key === 'Escape' && !event.isComposing) this.close();
    if (event.key !== 'Tab' || !this.small.matches) return;
    const stops = [...this.element.querySelectorAll<HTMLElement>(focusable)].filter(
      (stop) => stop.offsetParent !== null && !stop.closest('[inert]'),
    );
    const root = this.element.getRootNode() as ShadowRoot;
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const leaving = event.shiftKey
      ? root.activeElement === first || root.activeElement === this.element
      : root.activeElement === last;
    if (!leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
