import { element, icon } from '../dom';
import { closeIcon } from '../icons';
import type { Chat } from '../session/chat';
import type { Shell } from '../shell';
import type { Text } from '../texts';

/** While the panel is closed: how many answers wait, on the launcher, and the newest of them beside it. */
export class Peek {
  private readonly badge = element('span', { class: 'badge', id: 'badge', 'aria-hidden': 'true', hidden: true });
  private readonly name = element('b', { dir: 'auto' });
  private readonly words = element('span', { dir: 'auto' });
  private readonly element: HTMLElement;
  private shown?: string;
  /** The answer that was waved away stays away; the next one shows again. */
  private dismissed?: string;

  constructor(
    private readonly shell: Shell,
    private readonly text: Text,
  ) {
    const { launcher } = shell;
    const dismiss = () => {
      this.dismissed = this.shown;
      this.element.hidden = true;
      this.shown = undefined;
      launcher.focus();
    };
    this.element = element(
      'div',
      { class: 'note peek', role: 'status', hidden: true },
      element('button', { class: 'peek-open', type: 'button', click: () => launcher.click() }, this.name, this.words),
      element('button', { class: 'tool', type: 'button', 'aria-label': text('dismiss'), click: dismiss }, icon(closeIcon)),
    );
    launcher.after(this.badge);
    launcher.before(this.element);
  }

  render(chat: Chat, open: boolean): void {
    const { unread } = chat;
    const { launcher, config } = this.shell;
    const newest = unread.at(-1);
    this.badge.hidden = open || !newest;
    this.badge.textContent = unread.length > 9 ? '9+' : String(unread.length);
    this.badge.setAttribute('aria-label', this.text('unread', { count: unread.length }));
    if (newest) launcher.setAttribute('aria-describedby', 'badge');
    else launcher.removeAttribute('aria-describedby');
    const shown = open || newest?.id === this.dismissed ? undefined : newest;
    if (shown?.id === this.shown) return;
    this.shown = shown?.id;
    this.element.hidden = !shown;
    this.name.textContent = shown ? (shown.author?.name ?? config.website.name) : '';
    this.words.textContent = shown ? shown.body || shown.attachments.map(({ name }) => name).join(', ') : '';
  }
}
