import { element, icon } from '../../dom';
import { backIcon, closeIcon } from '../../icons';
import type { Chat } from '../../session/chat';
import type { PrivacyView } from '../../shell';
import type { Text } from '../../texts';
import { Choices } from './choices';
import { FirstWord } from './first-word';
import { noticeLinks } from './links';
import { YourData } from './your-data';

/** The privacy page of the panel: what happens with the data, what the visitor agrees to, what they can do with it. */
export class PrivacyPage implements PrivacyView {
  readonly element: HTMLElement;
  private readonly back: HTMLButtonElement;
  private readonly choices: Choices;
  private readonly firstWord: FirstWord;
  private readonly yourData: YourData;

  constructor(
    chat: Chat,
    text: Text,
    private readonly actions: { back: () => void; close: () => void },
  ) {
    const { config } = chat.shell;
    this.choices = new Choices(chat, text);
    this.firstWord = new FirstWord(chat, text);
    this.yourData = new YourData(chat, text);
    this.back = tool(text('back'), backIcon, actions.back);
    this.element = element(
      'div',
      { class: 'page', hidden: true, keydown: (event: KeyboardEvent) => this.pressed(event) },
      element(
        'header',
        { class: 'head page-head' },
        this.back,
        element('h2', { class: 'who', id: 'privacy-title' }, text('privacyDoor')),
        tool(text('close'), closeIcon, actions.close),
      ),
      element(
        'div',
        { class: 'page-body' },
        element(
          'section',
          { class: 'part' },
          element('p', { class: 'part-lead' }, text('privacy', { website: config.website.name })),
          noticeLinks(config.privacy, text),
        ),
        this.choices.element,
        this.firstWord.element,
        this.yourData.element,
      ),
    );
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  open(): void {
    this.choices.open();
    this.firstWord.open();
    void this.yourData.open();
    this.element.hidden = false;
    this.back.focus();
  }

  close(): void {
    this.element.hidden = true;
  }

  render(): void {
    if (!this.isOpen) return;
    this.choices.render();
    this.firstWord.render();
  }

  /** One step back, not out of the chat. */
  private pressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.actions.back();
  }
}

const tool = (label: string, path: string, click: () => void) =>
  element('button', { class: 'tool', type: 'button', 'aria-label': label, click }, icon(path));
