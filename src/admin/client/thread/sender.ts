import { socket } from '../live/socket';
import { makeBubble, showState } from './bubble';
import { dropPending, keepPending, pendingOf, post, type Pending } from './pending';

/** Sends the messages of one conversation, in the order they were written, and shows how each fares. */
export class Sender {
  private queue = Promise.resolve();
  private readonly again = (event: Event) => this.retry((event as CustomEvent<string>).detail);
  private readonly state = () => socket.state === 'live' && this.retryAll();

  constructor(
    private readonly conversation: string,
    private readonly action: string,
  ) {}

  start(): void {
    document.addEventListener('pending:again', this.again);
    document.addEventListener('inbox:state', this.state);
    for (const message of pendingOf(this.conversation)) this.resume(message);
  }

  stop(): void {
    document.removeEventListener('pending:again', this.again);
    document.removeEventListener('inbox:state', this.state);
  }

  send(message: Pending): void {
    keepPending(message);
    this.place(message);
    this.queue = this.queue.then(() => this.deliver(message));
  }

  private async deliver(message: Pending): Promise<void> {
    const answer = await post(message, this.action);
    const bubble = this.bubbleOf(message);
    if (answer.state === 'failed') {
      keepPending({ ...message, problem: answer.problem });
      if (bubble) showState(bubble, 'failed', answer.problem);
      return;
    }
    dropPending(message);
    if (!bubble) return;
    showState(bubble, 'sent');
    bubble.dataset.position = String(answer.position);
  }

  /** After a reload: what is in the page is on disk; the rest is still to be sent. */
  private resume(message: Pending): void {
    const there = document.getElementById(`message-${message.id}`);
    if (there && !there.matches('.message--pending, .message--failed')) return dropPending(message);
    const bubble = there ?? this.place(message);
    if (message.problem && bubble) showState(bubble, 'failed', message.problem);
    else if (!there) this.queue = this.queue.then(() => this.deliver(message));
  }

  private retryAll(): void {
    for (const { id, problem } of pendingOf(this.conversation)) if (problem) this.retry(id);
  }

  private retry(id: string): void {
    const message = pendingOf(this.conversation).find((pending) => pending.id === id);
    if (!message) return;
    const { problem: _problem, ...fresh } = message;
    keepPending(fresh);
    const bubble = this.bubbleOf(fresh);
    if (bubble) showState(bubble, 'pending');
    this.queue = this.queue.then(() => this.deliver(fresh));
  }

  private place(message: Pending): HTMLElement | null {
    const list = document.getElementById(`messages-${this.conversation}`);
    const blank = document.querySelector<HTMLTemplateElement>(
      `#thread-${CSS.escape(this.conversation)} [data-thread-target="blank"]`,
    );
    if (!list || !blank) return null;
    const bubble = makeBubble(blank, message);
    list.append(bubble);
    return bubble;
  }

  /** The bubble while it is still ours: once the server's own message stands there, nothing is left to show. */
  private bubbleOf({ id }: Pending): HTMLElement | null {
    return document.querySelector(`#message-${CSS.escape(id)}:is(.message--pending, .message--failed)`);
  }
}
