import type { Attachment } from './protocol';
import type { Recalled } from './proactive/rules';
import { nameFor, recollectionNameFor } from './stored-keys';

/** A message that the server has not confirmed yet. */
export interface Unconfirmed {
  id: string;
  body: string;
  attachments: Attachment[];
  /** Milliseconds since 1970. */
  at: number;
  /** What the website had said first, if this answers it. */
  shown?: { id: string; language: string };
}

/** What the visitor chose in the widget. */
export interface Chosen {
  granted: string[];
  /** Terms that they were asked for. */
  asked: string[];
  wording: string;
  /** What the website's banner said by then: once it says something else, that is newer. */
  over?: string;
}

/** All that the widget keeps in the browser. The texts of a conversation are not among it, except what was not sent yet. */
export interface Remembered {
  token?: string;
  /** A fingerprint of the user that the website vouched for, so that another user of this browser does not inherit the token. */
  user?: string;
  /** The visitor does not want to be asked for an address. */
  unasked?: boolean;
  /** The visitor does not want to be spoken to first. */
  quiet?: boolean;
  /** Version of the privacy notice that the visitor knows of. */
  noticed?: number;
  pending?: Unconfirmed[];
  consent?: Chosen;
}

/**
 * The widget's one storage key. Nothing is written before the visitor acts. Where storage is blocked or full, everything
 * works in memory and is gone with the page.
 */
export class Memory {
  readonly name: string;
  private copy: Remembered = {};
  private blocked = false;

  constructor(key: string) {
    this.name = nameFor(key);
  }

  read(): Remembered {
    if (this.blocked) return this.copy;
    try {
      this.copy = (JSON.parse(localStorage.getItem(this.name) ?? 'null') as Remembered | null) ?? {};
    } catch {
      this.blocked = true;
    }
    return this.copy;
  }

  update(change: (remembered: Remembered) => void): void {
    const remembered = this.read();
    change(remembered);
    if (this.blocked) return;
    try {
      localStorage.setItem(this.name, JSON.stringify(remembered));
    } catch {
      this.blocked = true;
    }
  }

  forget(): void {
    this.copy = {};
    this.draft = '';
    try {
      localStorage.removeItem(this.name);
    } catch {
      this.blocked = true;
    }
  }

  /** What is being written, for the next page of this tab. Kept only once the visitor has written before. */
  get draft(): string {
    try {
      return sessionStorage.getItem(this.name) ?? '';
    } catch {
      return '';
    }
  }

  set draft(text: string) {
    try {
      if (text && this.read().token) sessionStorage.setItem(this.name, text);
      else sessionStorage.removeItem(this.name);
    } catch {
      // Without storage a draft lives as long as its page.
    }
  }

  /** Tells of changes that other tabs make. */
  watch(changed: () => void): void {
    addEventListener('storage', (event) => {
      if (event.key === this.name || event.key === null) changed();
    });
  }
}

/** What is remembered of visits and of messages that were shown: with consent only, and apart from everything else. */
export class Recollection {
  private readonly name: string;

  constructor(key: string) {
    this.name = recollectionNameFor(key);
  }

  read(): Recalled | undefined {
    try {
      const { shown, at, visits } = (JSON.parse(localStorage.getItem(this.name) ?? 'null') ?? {}) as Partial<Recalled>;
      return shown && at && visits ? { shown, at, visits } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Returns whether it is kept. */
  write(recalled: Recalled): boolean {
    try {
      localStorage.setItem(this.name, JSON.stringify(recalled));
      return true;
    } catch {
      return false;
    }
  }

  forget(): void {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Where nothing can be kept, nothing is.
    }
  }
}
