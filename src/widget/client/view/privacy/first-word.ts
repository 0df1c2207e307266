import { element } from '../../dom';
import { hasObjected, object } from '../../proactive/objection';
import type { Chat } from '../../session/chat';
import type { Text } from '../../texts';
import { Switch } from './switch';

/** Whether the website may speak first (Art. 21 GDPR). It stands only where the website does. */
export class FirstWord {
  readonly element: HTMLElement;
  private readonly row: Switch;
  private readonly said = element('p', { class: 'event saved', role: 'status' });

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
  ) {
    this.row = new Switch('choice-quiet', text('quiet'), text('quietWhy'), (on) => void this.change(on));
    this.element = element(
      'section',
      { class: 'part', 'aria-labelledby': 'quiet-title' },
      element('h3', { id: 'quiet-title' }, text('quietTitle')),
      element('ul', { class: 'choices' }, this.row.element),
      this.said,
    );
  }

  open(): void {
    this.said.textContent = '';
    this.render();
  }

  render(): void {
    const { shell } = this.chat;
    // Whoever objected on another device sees so here, also where this website says nothing first now.
    this.element.hidden = !shell.config.rules && !hasObjected(shell);
    this.row.render(hasObjected(shell));
  }

  private async change(on: boolean): Promise<void> {
    try {
      await object(this.chat.shell, on);
      this.said.textContent = this.text('choiceSaved');
    } catch {
      // An objection counts here in any case, and the server hears of it later. Taking it back needs the server's word.
      this.said.textContent = this.text(on ? 'choiceSaved' : 'contactFailed');
    }
  }
}
