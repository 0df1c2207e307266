import { element, icon } from '../dom';
import { closeIcon } from '../icons';
import type { Chat } from '../session/chat';
import type { Text } from '../texts';
import { face } from './face';

/** Who answers, and the way out. */
export class Head {
  readonly element: HTMLElement;
  private readonly title = element('h2', { id: 'title', dir: 'auto' });
  private readonly line = element('p', { class: 'presence' });
  private face = face('');

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
    close: () => void,
  ) {
    this.element = element(
      'header',
      { class: 'head' },
      this.face,
      element('div', { class: 'who' }, this.title, this.line),
      element('button', { class: 'tool', type: 'button', 'aria-label': text('close'), click: close }, icon(closeIcon)),
    );
  }

  render(): void {
    const { state, shell } = this.chat;
    const { name } = shell.config.website;
    const who = state?.assignee?.name ?? name;
    if (this.title.textContent !== who) {
      this.title.textContent = who;
      const fresh = face(who);
      this.face.replaceWith(fresh);
      this.face = fresh;
    }
    const presence = state && this.chat.connected && navigator.onLine ? this.text(state.teamOnline ? 'online' : 'away') : '';
    this.line.textContent = [who === name ? '' : name, presence].filter(Boolean).join(' · ');
    this.line.classList.toggle('is-online', !!state?.teamOnline && this.chat.connected);
  }
}
