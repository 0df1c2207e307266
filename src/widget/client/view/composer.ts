import { element, icon } from '../dom';
import { attachIcon, sendIcon } from '../icons';
import type { Chat } from '../session/chat';
import type { Text } from '../texts';
import type { Tray } from './tray';

const typingEvery = 4_000;

/** Where the visitor writes. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  private readonly sendButton: HTMLButtonElement;
  private readonly picker: HTMLInputElement;
  private readonly trouble = element('p', { class: 'field-error', role: 'status', hidden: true });
  private typedAt = 0;

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
    private readonly tray: Tray,
    private readonly sent: () => void,
  ) {
    this.field = element('textarea', {
      class: 'field',
      rows: 1,
      dir: 'auto',
      'aria-label': text('message'),
      placeholder: text('placeholder'),
      enterkeyhint: 'send',
      input: () => this.typed(),
      keydown: (event: KeyboardEvent) => this.pressed(event),
      blur: () => this.stopTyping(),
      paste: (event: ClipboardEvent) => this.take(event, event.clipboardData?.files),
    });
    this.field.value = chat.shell.memory.draft;
    this.picker = element('input', { type: 'file', multiple: true, hidden: true, change: () => this.picked() });
    this.sendButton = element(
      'button',
      { class: 'send', type: 'submit', disabled: true, 'aria-label': text('send') },
      icon(sendIcon),
    );
    this.element = element(
      'form',
      { class: 'composer', submit: (event: Event) => this.submit(event) },
      tray.element,
      tray.trouble,
      this.trouble,
      element(
        'div',
        { class: 'composer-row' },
        element(
          'button',
          { class: 'tool', type: 'button', 'aria-label': text('attach'), click: () => this.picker.click() },
          icon(attachIcon),
        ),
        this.picker,
        this.field,
        this.sendButton,
      ),
    );
  }

  /** Takes files that were dropped or pasted; leaves everything else to the browser. */
  take(event: Event, files: FileList | undefined): void {
    if (!files?.length) return;
    event.preventDefault();
    this.tray.add(files);
    this.field.focus();
  }

  clear(everything = false): void {
    this.field.value = this.chat.shell.memory.draft = '';
    this.tray.clear(everything);
    this.update();
  }

  update(): void {
    const { text: most } = this.chat.shell.config.limits;
    const { length } = this.field.value.trim();
    const tooLong = length > most;
    this.trouble.hidden = !tooLong;
    this.trouble.textContent = tooLong ? this.text('tooLong', { length, limit: most }) : '';
    this.sendButton.disabled = tooLong || this.tray.incomplete || (!length && !this.tray.attachments.length);
    this.grow();
  }

  private typed(): void {
    this.update();
    this.chat.shell.memory.draft = this.field.value;
    const now = Date.now();
    if (!this.field.value.trim()) this.stopTyping();
    else if (now - this.typedAt > typingEvery) {
      this.typedAt = now;
      this.chat.type(true);
    }
  }

  private stopTyping(): void {
    if (this.typedAt) this.chat.type(false);
    this.typedAt = 0;
  }

  private pressed(event: KeyboardEvent): void {
    // While an input method composes, Enter accepts its suggestion (Safari says so by key code 229 only).
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.submit(event);
  }

  private picked(): void {
    this.tray.add(this.picker.files ?? []);
    this.picker.value = '';
    this.field.focus();
  }

  private submit(event: Event): void {
    event.preventDefault();
    this.update();
    if (this.sendButton.disabled) return;
    this.stopTyping();
    this.chat.send(this.field.value.trim(), this.tray.attachments);
    this.clear();
    this.field.focus();
    this.sent();
  }

  private grow(): void {
    this.field.style.height = 'auto';
    const { scrollHeight } = this.field;
    if (scrollHeight) this.field.style.height = `${scrollHeight}px`;
  }
}
