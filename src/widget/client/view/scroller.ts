import { element } from '../dom';

const near = 48;

/** The part that scrolls. It stays at the end while one reads there, and where it is while one reads above. */
export class Scroller {
  readonly element: HTMLElement;
  atEnd = true;

  constructor(moved: () => void, ...children: HTMLElement[]) {
    const content = element('div', { class: 'column' }, ...children);
    this.element = element('div', { class: 'scroller', tabindex: 0 }, content);
    this.element.addEventListener(
      'scroll',
      () => {
        this.look();
        moved();
      },
      { passive: true },
    );
    const resized = new ResizeObserver(() => {
      if (this.atEnd) this.toEnd();
    });
    resized.observe(content);
    resized.observe(this.element);
  }

  /** Looks where we are. What is about to change must not decide it. */
  look(): void {
    if (this.element.clientHeight) this.atEnd = this.fromEnd() < near;
  }

  get nearTop(): boolean {
    return this.element.clientHeight > 0 && this.element.scrollTop < 120;
  }

  toEnd(): void {
    this.atEnd = true;
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** What is in sight stays in sight, whatever is put in above or below it. */
  keeping(anchor: Element | null, change: () => void): void {
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor && before !== undefined) this.element.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  private fromEnd(): number {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight;
  }
}
