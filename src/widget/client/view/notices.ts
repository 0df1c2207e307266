import { element } from '../dom';
import type { Chat } from '../session/chat';
import type { Text } from '../texts';
import type { Formats } from './times';

const patience = 2_500;

/** What stands in the way at the moment: no network, a server that is away, a conversation that is closed. */
export class Notices {
  readonly banner = element('p', { class: 'banner', role: 'status', hidden: true });
  readonly closed: HTMLElement;
  private since = 0;

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
    private readonly formats: Formats,
  ) {
    this.closed = element('p', { class: 'closed', hidden: true }, text('closed'));
  }

  render(): void {
    const message = this.message();
    if (this.banner.textContent !== message) this.banner.textContent = message;
    this.banner.hidden = !message;
    this.closed.hidden = this.chat.state?.status !== 'closed' || this.chat.outgoing.length > 0;
  }

  /** A short break is nobody's business; only what lasts is said. */
  private message(): string {
    const { chat, text, formats } = this;
    const { banned } = chat;
    if (banned > Date.now()) return text('banned', { day: formats.day(banned), time: formats.time(banned) });
    if (chat.refused) return text('refused');
    if (chat.started && !navigator.onLine) return text('offline');
    if (!chat.started || chat.connected) {
      this.since = 0;
      return '';
    }
    if (!this.since) {
      this.since = Date.now();
      setTimeout(() => this.render(), patience + 50);
    }
    return Date.now() - this.since > patience ? text('reconnecting') : '';
  }
}
