import { element } from '../dom';
import type { Chat } from '../session/chat';
import type { Text } from '../texts';

/** Tells whoever has written before that the privacy notice is another one since, once: reading it or closing the line is enough. */
export class NoticeChanged {
  readonly element: HTMLElement;

  constructor(
    private readonly chat: Chat,
    text: Text,
  ) {
    const { notice = '' } = chat.shell.config.privacy;
    const seen = () => this.note();
    this.element = element(
      'p',
      { class: 'banner', role: 'status', hidden: true },
      text('noticeChanged'),
      ' ',
      element('a', { href: notice, target: '_blank', rel: 'noopener', click: seen }, text('notice')),
      ' ',
      element('button', { class: 'quiet', type: 'button', click: seen }, text('gotIt')),
    );
  }

  render(): void {
    const { config, memory } = this.chat.shell;
    const { noticeVersion, notice = '' } = config.privacy;
    const { token, noticed } = memory.read();
    // Whoever has not written yet reads the one that holds: nothing is kept of them.
    if (!token || !noticeVersion || !/^https?:/.test(notice)) return;
    if (noticed === undefined) this.note();
    else this.element.hidden = noticed >= noticeVersion;
  }

  private note(): void {
    const { config, memory } = this.chat.shell;
    memory.update((remembered) => (remembered.noticed = config.privacy.noticeVersion));
    this.element.hidden = true;
  }
}
