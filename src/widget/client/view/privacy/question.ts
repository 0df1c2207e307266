import { element } from '../../dom';
import type { Chat } from '../../session/chat';
import type { Text } from '../../texts';
import { acceptAndReject } from './accept-reject';

/** Asks once, on the first layer, and in nobody's way: whoever writes without an answer has agreed to nothing. */
export class Question {
  readonly element: HTMLElement;

  constructor(
    private readonly chat: Chat,
    text: Text,
    private readonly actions: { choose: () => void; answered: () => void },
  ) {
    const { question, asks } = chat.shell.config.privacy;
    this.element = element(
      'section',
      { class: 'question', 'aria-labelledby': 'question-title', hidden: true },
      element('p', { class: 'question-title', id: 'question-title', dir: 'auto' }, question),
      element('ul', { class: 'question-list' }, ...asks.map(({ title, why }) => line(title, why))),
      acceptAndReject(text, (yes) => this.answer(yes)),
      element('button', { class: 'quiet', type: 'button', click: actions.choose }, text('chooseMyself')),
    );
  }

  render(): void {
    this.element.hidden = !this.chat.consent.open;
  }

  private answer(yes: boolean): void {
    this.chat.choose(yes ? this.chat.consent.asks.map(({ category }) => category) : []);
    this.actions.answered();
  }
}

const line = (title: string, why: string) => element('li', { dir: 'auto' }, element('b', {}, title), ' ', why);
