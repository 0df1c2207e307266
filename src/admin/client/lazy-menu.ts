/** Milliseconds for which what a menu holds is good: somebody may have switched a plugin on or off since. */
const isGoodFor = 60_000;

type Frame = HTMLElement & { src: string | null; reload(): Promise<void> };

/** A menu whose entries come from the server when it is opened. */
export class LazyMenu {
  private loadedAt = 0;

  constructor(
    private readonly menu: HTMLDetailsElement,
    private readonly frame: HTMLElement,
    private readonly address: string,
  ) {}

  /** It was opened or closed. */
  toggled(): void {
    if (this.menu.open && Date.now() - this.loadedAt >= isGoodFor) this.reload();
  }

  reload(): void {
    const frame = this.frame as Frame;
    if (frame.src) void frame.reload();
    else frame.src = this.address;
  }

  /** The entries have come: the first gets the focus, if nobody went elsewhere meanwhile. */
  loaded(): void {
    this.loadedAt = Date.now();
    const { activeElement } = document;
    if (this.menu.open && (this.menu.contains(activeElement) || activeElement === document.body))
      this.frame.querySelector<HTMLElement>('button')?.focus();
  }

  /** What it holds is not worth keeping. */
  forget(): void {
    this.loadedAt = 0;
  }

  close(): void {
    this.menu.open = false;
  }
}
