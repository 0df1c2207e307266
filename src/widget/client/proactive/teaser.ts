import { element, icon } from '../dom';
import { closeIcon } from '../icons';
import type { Shell } from '../shell';
import type { Text } from '../texts';

export interface TeaserActions {
  /** The visitor wants to answer. */
  open(): void;
  close(): void;
  /** The visitor wants no such messages (Art. 21 GDPR). */
  object(): void;
}

/** A few words beside the launcher. They are read out when nothing else is, take no focus, and go with Escape. */
export class Teaser {
  /** There from the beginning: a place that comes with its words is not read out. */
  private readonly place = element('div', { class: 'teaser-place', role: 'status' });
  private shown = false;

  constructor(
    private readonly shell: Shell,
    private readonly text: Text,
    private readonly actions: TeaserActions,
  ) {
    this.place.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      actions.close();
    });
    shell.launcher.before(this.place);
  }

  get isShown(): boolean {
    return this.shown;
  }

  show(words: string, language: string): void {
    const { open, close, object } = this.actions;
    const button = (label: string, click: () => void, look: string) =>
      element('button', { class: look, type: 'button', click }, label);
    this.shown = true;
    this.place.replaceChildren(
      element(
        'div',
        { class: 'note teaser' },
        element(
          'button',
          { class: 'teaser-open', type: 'button', click: open },
          element('b', { dir: 'auto' }, this.shell.config.website.name),
          element('span', { dir: 'auto', lang: language }, words),
        ),
        element(
          'button',
          { class: 'teaser-close', type: 'button', 'aria-label': this.text('dismiss'), click: close },
          icon(closeIcon),
        ),
        button(this.text('quiet'), object, 'teaser-object'),
      ),
    );
  }

  /** Whoever was in it with the keyboard stands on the launcher afterwards, not nowhere. */
  hide(): void {
    if (!this.shown) return;
    const held = this.place.contains(this.shell.root.activeElement);
    this.shown = false;
    this.place.replaceChildren();
    if (held) this.shell.launcher.focus();
  }
}
