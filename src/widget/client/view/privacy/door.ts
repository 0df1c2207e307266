import { element } from '../../dom';
import type { Chat } from '../../session/chat';
import type { Text } from '../../texts';

/** The way to the visitor's data and choices, always in sight; and, once they agreed to something, the way back in one step. */
export class Door {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  private readonly withdraw: HTMLButtonElement;
  private readonly said = element('span', { class: 'door-said', role: 'status' });

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
    open: () => void,
  ) {
    this.button = element('button', { class: 'door-link', type: 'button', click: open }, text('privacyDoor'));
    this.withdraw = element(
      'button',
      { class: 'door-link', type: 'button', hidden: true, click: () => this.takeBack() },
      text('withdraw'),
    );
    this.element = element('div', { class: 'door' }, this.button, this.withdraw, this.said);
  }

  render(): void {
    const { consent } = this.chat;
    this.withdraw.hidden = !consent.asks.some((ask) => consent.allows(ask));
  }

  busy(on: boolean): void {
    this.button.setAttribute('aria-busy', String(on));
  }

  /** The buttons of the question are gone: whoever pressed one by keyboard goes on from here. */
  answered(): void {
    this.say(this.text('choiceSaved'), true);
    this.button.focus();
  }

  /** `unseen`: only for those who do not see what changed. */
  say(words: string, unseen = false): void {
    this.said.classList.toggle('unseen', unseen);
    this.said.textContent = words;
  }

  private takeBack(): void {
    this.chat.choose([]);
    this.say(this.text('withdrawn'));
    this.button.focus();
  }
}
