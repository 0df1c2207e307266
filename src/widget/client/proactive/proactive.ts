import { Recollection } from '../memory';
import { watchPages } from '../pages';
import { Consent } from '../session/consent';
import type { Shell } from '../shell';
import { textsOf } from '../texts';
import { hasObjected, object, tell } from './objection';
import { Ripening } from './ripening';
import { afterPage, isAllowedBy, type Recalled, type Rule } from './rules';
import { Teaser } from './teaser';

const category = 'personalisation';

/** Speaks first, where a rule says so and the visitor lets us. Who saw what is known in this browser at most. */
export class Proactive {
  private readonly consent: Consent;
  private readonly recollection: Recollection;
  private readonly ripening: Ripening;
  private readonly teaser: Teaser;
  /** Since when the page that is looked at is remembered; undefined while nothing may be. */
  private recalled?: Recalled;
  private saidHere = false;
  /** Once somebody opened the chat or waved a message away, this page says no more. */
  private done = false;
  private telling = false;

  constructor(
    private readonly shell: Shell,
    private readonly rules: readonly Rule[],
  ) {
    this.consent = new Consent(shell, () => undefined);
    this.recollection = new Recollection(shell.key);
    this.teaser = new Teaser(shell, textsOf(shell.config.texts), {
      open: () => shell.launcher.click(),
      close: () => this.end(),
      object: () => void object(shell, true).catch(() => undefined),
    });
    this.ripening = new Ripening(rules, () => this.look());
    shell.proactive.changed = () => this.look();
    document.addEventListener('visibilitychange', () => this.look());
    watchPages(() => this.turnPage())();
  }

  private turnPage(): void {
    this.saidHere = false;
    this.recalled = undefined;
    this.ripening.turnPage();
    this.look();
  }

  /** Something is different: a moment has come, a choice was made, the chat was opened. */
  private look(): void {
    this.remember();
    if (!this.mayBegin()) {
      this.takeBack();
      return this.tellObjection();
    }
    const opened = this.shell.launcher.hidden;
    if (opened) {
      this.done = true;
      this.teaser.hide();
    }
    if (this.done || this.saidHere || this.teaser.isShown || document.visibilityState !== 'visible') return;
    const now = Date.now();
    const rule = this.rules.find((one) => this.ripening.ripe.has(one) && isAllowedBy(one, this.recalled, now));
    if (rule) this.say(rule, now);
  }

  private say(rule: Rule, now: number): void {
    const { id, text, language } = rule;
    this.saidHere = true;
    if (this.recalled) {
      this.recalled.shown[id] = now;
      this.recollection.write(this.recalled);
    }
    this.shell.proactive.shown = { id, language, body: text, at: now };
    this.teaser.show(text, language);
  }

  /** Of somebody who is known, or vouched for, only the server knows what they want: until it has said so, nothing is said. */
  private mayBegin(): boolean {
    const { memory, proactive, identity } = this.shell;
    const { token, pending } = memory.read();
    if (hasObjected(this.shell) || pending?.length || this.consent.refuses(category)) return false;
    if (!token && !identity()) return true;
    return proactive.standing !== undefined && proactive.standing.allowed && !proactive.standing.talking;
  }

  /** Only with consent; without it, or after it, nothing is left. A browser that keeps nothing is one without consent. */
  private remember(): void {
    const ask = this.consent.asks.find((one) => one.category === category);
    if (!ask || !this.consent.allows(ask)) {
      this.recalled = undefined;
      return this.recollection.forget();
    }
    if (this.recalled) return;
    const recalled = afterPage(this.recollection.read(), Date.now());
    this.recalled = this.recollection.write(recalled) ? recalled : undefined;
  }

  private end(): void {
    this.done = true;
    this.takeBack();
  }

  private takeBack(): void {
    if (!this.teaser.isShown) return;
    this.teaser.hide();
    this.shell.proactive.shown = undefined;
  }

  /** Somebody objected before they were known. */
  private tellObjection(): void {
    const { memory, proactive } = this.shell;
    if (this.telling || !memory.read().quiet || !proactive.standing?.known || proactive.standing.objected) return;
    this.telling = true;
    tell(this.shell, true)
      .catch(() => undefined)
      .finally(() => (this.telling = false));
  }
}
