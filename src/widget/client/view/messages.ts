import { element } from '../dom';
import type { Chat } from '../session/chat';
import { looksFailed } from '../session/outgoing';
import { type Item, layOut, type Row } from './layout';
import { drawRow, type MessageTools, signature } from './message';

/** The log of messages. Rows that did not change keep their elements, so that readers and selections are not disturbed. */
export class Messages {
  readonly element: HTMLElement;
  private readonly drawn = new Map<string, { node: HTMLElement; signature: string }>();

  constructor(
    private readonly chat: Chat,
    private readonly tools: MessageTools,
  ) {
    this.element = element('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': tools.text('messages') });
  }

  get oldest(): Element | null {
    return this.element.querySelector('.message');
  }

  render(): void {
    const rows = layOut(this.items());
    const kept = new Set(rows.map(({ key }) => key));
    for (const [key, { node }] of this.drawn) {
      if (kept.has(key)) continue;
      node.remove();
      this.drawn.delete(key);
    }
    rows.forEach((row, index) => {
      const node = this.draw(row);
      const there = this.element.childNodes[index];
      if (there !== node) this.element.insertBefore(node, there ?? null);
    });
  }

  private draw(row: Row): HTMLElement {
    const before = this.drawn.get(row.key);
    const wanted = signature(row);
    let node = before?.node;
    if (!node || before?.signature !== wanted) {
      const fresh = drawRow(row, this.tools);
      if (node?.parentNode) node.replaceWith(fresh);
      node = fresh;
      this.drawn.set(row.key, { node, signature: wanted });
    }
    if (row.kind === 'bubble') {
      node.classList.toggle('first', row.first);
      node.classList.toggle('last', row.last);
    }
    return node;
  }

  private items(): Item[] {
    const { timeline, outgoing, state } = this.chat;
    const now = Date.now();
    const team = this.chat.shell.config.website.name;
    const confirmed = timeline.messages.map((message): Item => {
      const { id, from, author, body, attachments, deleted, translation, seq, conversation } = message;
      const seen = conversation !== timeline.conversation || seq <= (state?.teamSeen ?? 0);
      const status = from !== 'visitor' ? undefined : seen ? 'seen' : 'sent';
      const name = from === 'visitor' ? '' : (author?.name ?? team);
      return { id, from, name, body, attachments, at: Date.parse(message.at), deleted, translation, status };
    });
    const newest = confirmed.at(-1)?.at ?? 0;
    const unconfirmed = outgoing.map((entry): Item => {
      const { id, body, attachments, at } = entry;
      const status = looksFailed(entry, now) ? 'failed' : entry.state;
      // A clock that goes wrong on this side must not put a message in another day than the one before it.
      return { id, from: 'visitor', name: '', body, attachments, at: Math.max(at, newest), deleted: false, status };
    });
    return [...confirmed, ...this.saidFirst(team), ...unconfirmed];
  }

  /** What the website said first, until it stands in the thread. */
  private saidFirst(name: string): Item[] {
    const { shown } = this.chat.first;
    return shown ? [{ id: shown.id, from: 'system', name, body: shown.body, attachments: [], at: shown.at, deleted: false }] : [];
  }
}
