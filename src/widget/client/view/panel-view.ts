import { element, icon } from '../dom';
import { downIcon } from '../icons';
import type { Chat } from '../session/chat';
import type { Text } from '../texts';
import { Composer } from './composer';
import { Contact } from './contact';
import { Files } from './files';
import { Head } from './head';
import { intro } from './intro';
import { Messages } from './messages';
import { NoticeChanged } from './notice-changed';
import { Notices } from './notices';
import { Door } from './privacy/door';
import { PrivacyLayer } from './privacy/layer';
import { Question } from './privacy/question';
import { Scroller } from './scroller';
import { Formats } from './times';
import { Tray } from './tray';
import { Typing } from './typing';
import { PanelWindow } from './window';

/** Puts the parts of the panel together and draws them from the state of the chat. */
export class PanelView {
  readonly window: PanelWindow;
  private readonly head: Head;
  private readonly notices: Notices;
  private readonly noticeChanged: NoticeChanged;
  private readonly messages: Messages;
  private readonly contact: Contact;
  private readonly composer: Composer;
  private readonly scroller: Scroller;
  private readonly loading: HTMLElement;
  private readonly intro: HTMLElement;
  private readonly typing: Typing;
  private readonly jump: HTMLElement;
  private readonly question: Question;
  private readonly door: Door;
  private readonly privacy: PrivacyLayer;
  private loadingEarlier = false;
  private newest?: string;

  constructor(
    private readonly chat: Chat,
    text: Text,
    close: () => void,
  ) {
    const { config } = chat.shell;
    const formats = new Formats(config.language);
    const files = new Files(chat.archive);
    this.head = new Head(chat, text, close);
    this.notices = new Notices(chat, text, formats);
    this.noticeChanged = new NoticeChanged(chat, text);
    this.messages = new Messages(chat, { files, formats, text, retry: () => chat.retry() });
    this.contact = new Contact(chat, text);
    this.typing = new Typing(chat, text);
    this.intro = intro(config, text);
    this.question = new Question(chat, text, {
      choose: () => this.openPrivacy(),
      answered: () => this.door.answered(),
    });
    this.door = new Door(chat, text, () => void this.privacy.open());
    this.loading = element('p', { class: 'event', hidden: true }, text('earlier'));
    this.scroller = new Scroller(
      () => this.moved(),
      this.intro,
      this.loading,
      this.messages.element,
      this.question.element,
      this.contact.element,
      this.typing.element,
    );
    const tray = new Tray(chat, files, formats, text, () => this.composer.update());
    this.composer = new Composer(chat, text, tray, () => this.scroller.toEnd());
    this.jump = element(
      'button',
      { class: 'jump', type: 'button', hidden: true, click: () => this.scroller.toEnd() },
      icon(downIcon),
      text('newMessages'),
    );
    this.window = new PanelWindow(
      close,
      this.head.element,
      this.notices.banner,
      this.noticeChanged.element,
      element('div', { class: 'middle' }, this.scroller.element, this.jump),
      this.notices.closed,
      this.composer.element,
      this.door.element,
      element('p', { class: 'drop', 'aria-hidden': 'true' }, text('drop')),
    );
    this.privacy = new PrivacyLayer(chat, text, this.window.element, this.door, close);
    this.acceptDrops();
  }

  open(page?: 'privacy'): void {
    this.privacy.leave();
    this.window.show(this.composer.field);
    this.render();
    this.scroller.toEnd();
    this.composer.update();
    this.read();
    if (page) this.openPrivacy();
  }

  openPrivacy(): void {
    void this.privacy.open();
  }

  /** What somebody typed is not for who comes next. */
  clear(): void {
    this.composer.clear(true);
    this.contact.clear();
  }

  render(): void {
    const { timeline } = this.chat;
    const newest = timeline.messages.at(-1);
    this.scroller.look();
    this.head.render();
    this.notices.render();
    this.composer.element.hidden = this.chat.banned > Date.now();
    this.noticeChanged.render();
    this.intro.hidden = timeline.first !== undefined;
    this.intro.classList.toggle('greeted', this.chat.first.shown !== undefined);
    this.messages.render();
    this.contact.render();
    this.typing.render();
    this.question.render();
    this.door.render();
    this.privacy.render();
    if (newest?.id !== this.newest && newest?.from !== 'visitor' && !this.scroller.atEnd) this.jump.hidden = false;
    this.newest = newest?.id;
    if (this.scroller.atEnd) this.scroller.toEnd();
    this.read();
  }

  /** Only what stood on a visible screen counts as read. */
  private read(): void {
    const { last } = this.chat.timeline;
    if (this.scroller.atEnd) this.jump.hidden = true;
    if (last && this.window.isOpen && this.scroller.atEnd && document.visibilityState === 'visible') this.chat.seen(last);
  }

  private moved(): void {
    this.read();
    if (this.scroller.nearTop) void this.loadEarlier();
  }

  private async loadEarlier(): Promise<void> {
    const { first } = this.chat.timeline;
    if (this.loadingEarlier || first === undefined) return;
    this.loadingEarlier = true;
    // Old messages that are put in above are not news to a screen reader.
    this.messages.element.setAttribute('aria-live', 'off');
    this.scroller.keeping(this.messages.oldest, () => (this.loading.hidden = false));
    try {
      const earlier = await this.chat.archive.before(first);
      this.scroller.keeping(this.messages.oldest, () => {
        this.loading.hidden = true;
        this.chat.timeline.prepend(earlier);
        this.render();
      });
    } catch {
      this.loading.hidden = true;
    }
    this.messages.element.setAttribute('aria-live', 'polite');
    setTimeout(() => {
      this.loadingEarlier = false;
      this.moved();
    }, 300);
  }

  private acceptDrops(): void {
    const panel = this.window.element;
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files');
    panel.addEventListener('dragover', (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      panel.classList.add('dropping');
    });
    panel.addEventListener('dragleave', (event) => {
      if (!panel.contains(event.relatedTarget as Node | null)) panel.classList.remove('dropping');
    });
    panel.addEventListener('drop', (event) => {
      panel.classList.remove('dropping');
      this.composer.take(event, event.dataTransfer?.files);
    });
  }
}
