import { accentStyles } from '../accent';
import { addStyles, element, icon } from '../dom';
import { chatIcon } from '../icons';
import type { Config } from '../shell';
import base from '../styles/base.css';
import styles from '../styles/launcher.css';
import { keepAttached } from './host';

/** The button in the corner, in a shadow root that the page's styles do not reach. */
export class Launcher {
  readonly root: ShadowRoot;
  readonly frame: HTMLElement;
  readonly button: HTMLButtonElement;
  private readonly note: HTMLElement;

  constructor(config: Config, open: () => void) {
    const { texts, language, direction, website } = config;
    const host = document.createElement('parlour-chat');
    this.root = host.attachShadow({ mode: 'open' });
    addStyles(this.root, base + styles + accentStyles(website.accent));
    this.button = element(
      'button',
      { class: 'launcher', type: 'button', 'aria-label': texts.open, 'aria-expanded': 'false', click: open },
      icon(chatIcon),
    );
    this.note = element('p', { class: 'note', role: 'alert', hidden: true }, texts['loadFailed'] ?? '');
    this.frame = element('div', { class: 'widget', lang: language, dir: direction }, this.note, this.button);
    this.root.append(this.frame);
    keepAttached(host);
  }

  busy(on: boolean): void {
    if (on) this.note.hidden = true;
    this.button.classList.toggle('busy', on);
    this.button.setAttribute('aria-busy', String(on));
  }

  failed(): void {
    this.note.hidden = false;
  }

  hide(): void {
    this.button.hidden = true;
  }

  show(): void {
    this.button.hidden = false;
    this.button.focus();
  }
}
