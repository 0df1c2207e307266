import type { Memory } from './memory';
import type { Challenge } from './proof/solve';
import type { Rule } from './proactive/rules';
import type { SiteCall } from './session/site-consent';
import type { Chat } from './session/chat';
import type { Text, Texts } from './texts';

/** Something that needs consent, in the server's words, which are kept with the choice. */
export interface Ask {
  category: string;
  title: string;
  why: string;
  /** Who gets what for which purpose: a new one means to ask again. */
  terms: string[];
  /** A browser that says "do not share" has answered this already. */
  deniable: boolean;
}

/** What `GET /widget/v1/config` answers. */
export interface Config {
  website: { name: string; accent: string; greeting: string };
  language: string;
  direction: 'ltr' | 'rtl';
  texts: Texts;
  collects: { pages: boolean; browser: boolean; location: boolean; contact: boolean };
  limits: { text: number; frame: number; fileBytes: number; files: number };
  /** Scripts, by the part of the widget that is in them. */
  panel: string;
  privacyPage: string;
  proactive: string;
  proof: string;
  /** When the website speaks first; left out where it never does. */
  rules?: Rule[];
  /** What plugins of the website say below the greeting: words, and perhaps a link. */
  snippets?: { text: string; link?: { label: string; url: string } }[];
  privacy: {
    /** Address of the privacy notice, if there is one. */
    notice?: string;
    /** Its newest version. */
    noticeVersion?: number;
    /** Address of the page about cookies and storage. */
    cookies: string;
    /** Fingerprint of the words of `question` and `asks`. */
    wording: string;
    question: string;
    /** Empty where nothing needs consent. */
    asks: Ask[];
  };
}

/** What the server says of somebody whom it knows. */
export interface ProactiveStanding {
  /** Their first message is on record. */
  known: boolean;
  allowed: boolean;
  objected: boolean;
  /** A conversation goes on: nothing begins beside it. */
  talking: boolean;
}

/** What the parts of the widget tell one another about messages that the website begins with. */
export interface ProactiveLink {
  standing?: ProactiveStanding;
  /** What the website has said, until it is answered or waved away. */
  shown?: { id: string; language: string; body: string; at: number };
  /** Set by the part that speaks: something it depends on may be different. */
  changed?: () => void;
}

/** Scripts that are brought when they are wanted. */
export type Part = 'panel' | 'privacyPage' | 'proactive' | 'proof';

/** What the loader lends to the panel: one page, one website, one place to draw. */
export interface Shell {
  readonly key: string;
  readonly base: string;
  readonly config: Config;
  readonly memory: Memory;
  readonly proactive: ProactiveLink;
  readonly root: ShadowRoot;
  readonly frame: HTMLElement;
  readonly launcher: HTMLButtonElement;
  /** The signed identity that the page vouched with, if it did. */
  readonly identity: () => string | undefined;
  /** What the page said with `Parlour('consent', …)`. Kept nowhere. */
  readonly consent: () => readonly SiteCall[];
  /** Brings a part that is not there yet. */
  load(part: Part): Promise<void>;
  closed(): void;
  announce(event: 'message' | 'consent', detail: unknown): void;
}

/** What the panel gives back. */
export interface Panel {
  /** `privacy`: with the page about the visitor's data in front. */
  open(page?: 'privacy'): void;
  close(): void;
  identify(): void;
  forget(): void;
  consent(): void;
}

export type CreatePanel = (shell: Shell) => Panel;

/** The page about the visitor's data and choices: rarely opened, so that it comes when it is. */
export interface PrivacyView {
  readonly element: HTMLElement;
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  render(): void;
}
export type CreatePrivacyPage = (chat: Chat, text: Text, actions: { back: () => void; close: () => void }) => PrivacyView;

/** The one mark on `window`, besides the public function: it keeps a second script tag from making a second widget. */
export interface Registry {
  createPanel?: CreatePanel;
  createPrivacyPage?: CreatePrivacyPage;
  startProactive?: (shell: Shell) => void;
  /** Solves a challenge of the server, where new visitors have to. */
  solve?: (challenge: Challenge) => Promise<string>;
}

const mark = Symbol.for('parlour.widget');
type Marked = Record<symbol, Registry | undefined>;

export const registry = {
  get: (): Registry | undefined => (window as unknown as Marked)[mark],
  make: (): Registry => ((window as unknown as Marked)[mark] = {}),
};
