import { isForPage, shareSeen, type Rule } from './rules';

/** Says when a rule's moment has come on the page that is looked at. Everything happens in the browser; nothing is sent. */
export class Ripening {
  private timers: ReturnType<typeof setTimeout>[] = [];
  private scrolled: Rule[] = [];
  /** The rules whose moment has come, in their order. */
  readonly ripe = new Set<Rule>();

  constructor(
    private readonly rules: readonly Rule[],
    private readonly changed: () => void,
  ) {
    addEventListener('scroll', () => this.measure(), { passive: true });
  }

  /** Another page, in a page that was loaded once: everything begins anew. */
  turnPage(): void {
    this.timers.forEach(clearTimeout);
    this.ripe.clear();
    const here = this.rules.filter((rule) => isForPage(rule, location));
    this.scrolled = here.filter(({ trigger }) => trigger === 'scroll');
    this.timers = here
      .filter(({ trigger }) => trigger !== 'scroll')
      .map((rule) => setTimeout(() => this.ripen([rule]), rule.amount * 1000));
  }

  private measure(): void {
    if (!this.scrolled.length) return;
    const { scrollHeight } = document.documentElement;
    const seen = shareSeen({ top: scrollY, shown: innerHeight, height: scrollHeight });
    this.ripen(this.scrolled.filter(({ amount }) => amount <= seen));
    this.scrolled = this.scrolled.filter((rule) => !this.ripe.has(rule));
  }

  private ripen(rules: readonly Rule[]): void {
    for (const rule of rules) this.ripe.add(rule);
    if (rules.length) this.changed();
  }
}
