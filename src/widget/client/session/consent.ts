import type { Choice, ClientFrame } from '../protocol';
import type { Ask, Shell } from '../shell';
import { siteConsent } from './site-consent';

/** `navigator.globalPrivacyControl`: browsers that have it send `Sec-GPC` as well, but not all that stands in between lets it pass. */
const denies = (): boolean => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

type Lender = Pick<Shell, 'consent' | 'memory' | 'announce'> & { config: Pick<Shell['config'], 'privacy'> };

/**
 * What the visitor agrees to: what they chose here, or in the website's own banner, whichever came last. Before they write
 * there is nobody on the server whom a choice could be kept of: it goes along with the first message, ahead of it, so that
 * whatever depends on it holds for that message already.
 */
export class Consent {
  /** What the server has on record, as far as this page knows. */
  private known?: string;
  private sent?: string;

  constructor(
    private readonly shell: Lender,
    /** Undefined while there is nobody on record, or no connection. */
    private readonly send: () => ((frame: ClientFrame) => void) | undefined,
  ) {}

  /** What something on this website needs consent for. */
  get asks(): readonly Ask[] {
    return this.shell.config.privacy.asks;
  }

  /** The browser says that nothing may be shared or sold. */
  get denied(): boolean {
    return denies();
  }

  /** Whether the answer to this is no, whatever the visitor chooses here. */
  blocked(ask: Ask): boolean {
    return denies() && ask.deniable;
  }

  get granted(): readonly string[] {
    return this.now()?.granted ?? [];
  }

  /** Whether a category is in force: chosen as it is asked for now, and not blocked. */
  allows(ask: Ask): boolean {
    return this.granted.includes(ask.category) && !this.blocked(ask) && !this.isNew(ask);
  }

  /** Whether the answer was no. Silence is none, and neither is what the browser says to everybody. */
  refuses(category: string): boolean {
    const { own, site } = this;
    if (!own) return site !== undefined && !site.includes(category);
    return !own.granted.includes(category) && own.asked.some((term) => term.startsWith(`${category}/`));
  }

  /** Whether to ask: something needs an answer, and neither the visitor nor the website's banner gave one to what is asked now. */
  get open(): boolean {
    if (this.site && !this.own) return false;
    return this.asks.some((ask) => !this.blocked(ask) && (!this.own || this.isNew(ask)));
  }

  /** Keeps the choice in this browser, and tells the server if it knows the visitor. */
  choose(categories: readonly string[]): void {
    const granted = [...categories].sort();
    const asked = this.asks.flatMap(({ terms }) => terms);
    const { wording } = this.shell.config.privacy;
    const over = this.site?.join();
    this.shell.memory.update((remembered) => (remembered.consent = { granted, asked, wording, over }));
    this.tell();
    this.shell.announce('consent', { granted, denied: denies() });
  }

  /** For the next message; undefined if the server knows already, or there is nothing to say. */
  get unsaid(): Choice | undefined {
    const choice = this.now();
    if (!choice || JSON.stringify(choice) === this.known) return undefined;
    this.sent = JSON.stringify(choice);
    return choice;
  }

  /** Says it at once to a server that knows the visitor. */
  tell(): void {
    const send = this.send();
    const data = send && this.unsaid;
    if (data) send({ event: 'consent.choose', data });
  }

  /** Somebody who is known, but chose nothing in this browser, may have chosen elsewhere. */
  recall(): void {
    if (this.open && !this.own) this.send()?.({ event: 'consent.choose', data: {} });
  }

  /** The server has what was sent last. */
  settle(): void {
    this.known = this.sent;
  }

  /** What holds, on the server's word. */
  recorded({ granted, asked }: { granted: string[]; asked: string[] }): void {
    this.settle();
    if (!asked.length || this.own || this.site) return;
    this.shell.memory.update((remembered) => (remembered.consent = { granted, asked, wording: '' }));
    this.known = JSON.stringify(this.now());
  }

  forget(): void {
    this.known = this.sent = undefined;
  }

  private get site(): string[] | undefined {
    return siteConsent(this.shell.consent());
  }

  /** What was chosen here, unless the website's banner has said something else since. */
  private get own() {
    const { consent } = this.shell.memory.read();
    const said = this.site?.join();
    return consent && (said === undefined || said === consent.over) ? consent : undefined;
  }

  /** Somebody or something has come under this category since the visitor was asked. */
  private isNew({ terms }: Ask): boolean {
    const { own } = this;
    return !!own && terms.some((term) => !own.asked.includes(term));
  }

  private now(): Choice | undefined {
    const { own } = this;
    const denied = denies() ? { denied: true } : {};
    if (own) return { granted: own.granted, asked: own.asked, wording: own.wording, ...denied };
    const granted = this.site;
    if (granted) return { granted, ...denied };
    return denies() ? denied : undefined;
  }
}
