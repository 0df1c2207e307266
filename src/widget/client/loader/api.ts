type Command = [name: string, ...values: unknown[]];
type Listener = (detail?: unknown) => void;
type Actions = Record<'open' | 'close' | 'identify' | 'forget' | 'consent', (first: unknown) => void>;
type Parlour = ((...command: Command) => void) & { q?: Command[] };

/** `window.Parlour(command, …)`: commands given before the widget is ready are kept and done then. */
export class Api {
  identity?: string;
  consent: unknown[][] = [];
  private actions?: Actions;
  private readonly waiting: Command[] = [];
  private readonly listeners = new Map<unknown, Listener[]>();

  constructor() {
    const page = window as unknown as { Parlour?: Parlour };
    const early = page.Parlour?.q ?? [];
    page.Parlour = (...command) => this.run(command);
    for (const command of early) this.run([...command]);
  }

  ready(actions: Actions): void {
    this.actions = actions;
    this.announce('ready');
    for (const command of this.waiting) this.run(command);
  }

  announce(event: string, detail?: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) {
      try {
        listener(detail);
      } catch (error) {
        // The page's own mistake: reported as such, without stopping the chat.
        reportError(error);
      }
    }
  }

  private run(command: Command): void {
    const [name, first, second] = command;
    if (name === 'on') this.listeners.set(first, [...(this.listeners.get(first) ?? []), second as Listener]);
    else if (!this.actions) this.waiting.push(command);
    else {
      if (name === 'identify') this.identity = typeof first === 'string' ? first : undefined;
      if (name === 'forget') this.identity = undefined;
      if (name === 'forget' || (name === 'consent' && typeof first === 'object')) this.consent = [];
      if (name === 'consent') this.consent.push([first, second]);
      this.actions[name as keyof Actions]?.(first);
    }
  }
}
