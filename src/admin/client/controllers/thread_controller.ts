import { Controller } from '@hotwired/stimulus';
import { socket } from '../live/socket';
import { accountId } from '../page';
import { arrange } from '../thread/arrange';
import { CatchUp } from '../thread/catch-up';
import { putFreshLine } from '../thread/fresh';

const nearEnd = 80;
/** Where somebody had scrolled up to in the conversation that was on screen before. */
let left: { conversation: string; scrollTop: number } | null = null;

/** The open conversation: keeps its messages in groups and days, follows its end, and says what was seen. */
export class ThreadController extends Controller<HTMLElement> {
  static override targets = ['scroll', 'messages', 'jump', 'blank'];
  static override values = { conversation: String, lastPosition: Number, visitorSeen: Number, unread: Number };
  declare readonly scrollTarget: HTMLElement;
  declare readonly messagesTarget: HTMLElement;
  declare readonly jumpTarget: HTMLElement;
  declare readonly conversationValue: string;
  declare visitorSeenValue: number;
  declare readonly unreadValue: number;
  private atEnd = true;
  private lastTop = 0;
  private told = 0;
  private isAnnounced = false;
  private catchUp?: CatchUp;
  private readonly changes = new MutationObserver(() => this.changed());
  private readonly sizes = new ResizeObserver(() => this.atEnd && this.toEnd());
  private readonly seen = (event: Event) => this.visitorSaw((event as CustomEvent<SeenDetail>).detail);
  private readonly state = () => socket.state === 'live' && this.announce();
  private readonly looked = () => this.tell();

  override connect(): void {
    putFreshLine(this.messagesTarget, this.unreadValue);
    this.arrange();
    this.takePlace();
    this.announce();
    this.catchUp = new CatchUp(this.conversationValue, this.messagesTarget);
    this.catchUp.start();
    this.sizes.observe(this.messagesTarget);
    this.sizes.observe(this.scrollTarget);
    document.addEventListener('inbox:seen', this.seen);
    document.addEventListener('inbox:state', this.state);
    document.addEventListener('visibilitychange', this.looked);
  }

  override disconnect(): void {
    this.isAnnounced = false;
    this.catchUp?.stop();
    this.changes.disconnect();
    this.sizes.disconnect();
    document.removeEventListener('inbox:seen', this.seen);
    document.removeEventListener('inbox:state', this.state);
    document.removeEventListener('visibilitychange', this.looked);
    socket.send('thread.close', { conversation: this.conversationValue });
    left = this.atEnd ? null : { conversation: this.conversationValue, scrollTop: this.lastTop };
  }

  toEnd(): void {
    this.scrollTarget.scrollTop = this.scrollTarget.scrollHeight;
    this.scrolled();
  }

  scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scrollTarget;
    // Content that grows also leaves the end behind; only who scrolls up wants to leave it.
    if (scrollHeight - scrollTop - clientHeight < nearEnd) this.atEnd = true;
    else if (scrollTop < this.lastTop) this.atEnd = false;
    this.lastTop = scrollTop;
    if (!this.atEnd) return;
    this.jumpTarget.hidden = true;
    if (this.isAnnounced) this.tell();
  }

  visitorSeenValueChanged(): void {
    this.arrange();
  }

  /** At the end; but where one was reading, if only the same conversation was drawn again after a form. */
  private takePlace(): void {
    if (left?.conversation !== this.conversationValue) return this.toEnd();
    this.scrollTarget.scrollTop = left.scrollTop;
    this.atEnd = false;
    this.lastTop = left.scrollTop;
  }

  private announce(): void {
    socket.send('thread.open', { conversation: this.conversationValue });
    this.isAnnounced = true;
    this.told = 0;
    this.tell();
  }

  private changed(): void {
    const arrived = this.messagesTarget.lastElementChild as HTMLElement | null;
    this.arrange();
    this.catchUp?.soon();
    if (this.atEnd || arrived?.matches('.message--pending')) this.toEnd();
    else if (this.lastPosition > this.told) this.jumpTarget.hidden = false;
  }

  private arrange(): void {
    this.changes.disconnect();
    arrange(this.messagesTarget, { account: accountId(), visitorSeen: this.visitorSeenValue });
    this.changes.observe(this.messagesTarget, { childList: true });
  }

  private visitorSaw({ conversation, seq }: SeenDetail): void {
    if (conversation === this.conversationValue && seq > this.visitorSeenValue) this.visitorSeenValue = seq;
  }

  /** The end was on a screen that somebody looks at: so far it is read. */
  private tell(): void {
    const position = this.lastPosition;
    if (!this.atEnd || document.visibilityState !== 'visible' || position <= this.told) return;
    this.told = position;
    const conversation = this.conversationValue;
    if (socket.state === 'live') socket.send('thread.seen', { conversation, position });
    else if (socket.state === 'slow')
      void fetch(`/inbox/conversations/${conversation}/seen`, { method: 'POST' }).catch(() => (this.told = 0));
  }

  private get lastPosition(): number {
    const items = this.messagesTarget.querySelectorAll<HTMLElement>('[data-position]');
    return Math.max(0, ...[...items].map((item) => Number(item.dataset.position)));
  }
}

interface SeenDetail {
  conversation: string;
  seq: number;
}
