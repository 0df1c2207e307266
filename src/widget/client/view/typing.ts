import { element } from '../dom';
import type { Chat } from '../session/chat';
import type { Text } from '../texts';

/** Somebody of the team is writing. */
export class Typing {
  readonly element: HTMLElement;
  private readonly words = element('span', {});

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
  ) {
    const dots = element('span', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'));
    this.element = element('p', { class: 'typing', hidden: true }, dots, this.words);
  }

  render(): void {
    const { name } = this.chat.typing;
    this.element.hidden = name === undefined;
    if (name !== undefined) this.words.textContent = this.text('typing', { name: name || this.chat.shell.config.website.name });
  }
}
