import type { Chat } from '../../session/chat';
import { registry, type PrivacyView } from '../../shell';
import type { Text } from '../../texts';
import type { Door } from './door';

/** Brings the privacy page when it is wanted, and lays it over the conversation. */
export class PrivacyLayer {
  private page?: PrivacyView;
  private wanted = false;

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
    private readonly panel: HTMLElement,
    private readonly door: Door,
    private readonly close: () => void,
  ) {}

  async open(): Promise<void> {
    this.wanted = true;
    this.door.busy(true);
    try {
      this.page ??= await this.bring();
      if (this.wanted) this.show(this.page);
    } catch {
      this.door.say(this.text('loadFailed'));
    } finally {
      this.door.busy(false);
    }
  }

  leave(): void {
    this.wanted = false;
    if (!this.page?.isOpen) return;
    this.page.close();
    this.cover(false);
    this.door.button.focus();
  }

  render(): void {
    this.page?.render();
  }

  private async bring(): Promise<PrivacyView> {
    const place = registry.get()!;
    if (!place.createPrivacyPage) await this.chat.shell.load('privacyPage');
    // Two clicks while it loads make one page.
    if (this.page) return this.page;
    const page = place.createPrivacyPage!(this.chat, this.text, { back: () => this.leave(), close: this.close });
    this.panel.append(page.element);
    return page;
  }

  private show(page: PrivacyView): void {
    this.cover(true);
    page.open();
  }

  /** What lies beneath a page is out of reach of keys and screen readers. */
  private cover(covered: boolean): void {
    for (const part of this.panel.children) if (part !== this.page?.element) part.toggleAttribute('inert', covered);
    this.panel.setAttribute('aria-labelledby', covered ? 'privacy-title' : 'title');
  }
}
