import type { Message, Translation } from '../protocol';

export type Outcome = 'added' | 'known' | 'gap';

/**
 * The messages of the visitor's conversation, strictly in the order of `seq` and without a gap: what does not follow on
 * is refused, so that the caller asks for what it missed.
 */
export class Timeline {
  conversation: string | null = null;
  private current: Message[] = [];
  /** Messages of a conversation that was over when the present one began. They stay in sight until the page goes. */
  private past: Message[] = [];
  /** The first message to come sets where we stand: nothing was asked for by number yet. */
  private open = true;

  get messages(): readonly Message[] {
    return [...this.past, ...this.current];
  }

  /** The newest `seq` held, to resume after; unknown on a first visit. */
  get last(): number | undefined {
    return this.current.at(-1)?.seq ?? (this.open ? undefined : 0);
  }

  /** The oldest `seq` held, if older messages of the conversation can be asked for. */
  get first(): number | undefined {
    const seq = this.current[0]?.seq;
    return seq !== undefined && seq > 1 && !this.past.length ? seq : undefined;
  }

  /** Another conversation has begun: counting starts again. */
  enter(conversation: string | null): void {
    if (conversation === null || conversation === this.conversation) return;
    if (this.conversation !== null) {
      this.past = [...this.past, ...this.current];
      this.current = [];
      this.open = false;
    }
    this.conversation = conversation;
  }

  accept(message: Message): Outcome {
    this.enter(message.conversation);
    const last = this.last;
    if (last !== undefined && message.seq <= last) {
      const at = this.current.findIndex(({ seq }) => seq === message.seq);
      // As it reads by now: it may have been taken back or put right since.
      if (at >= 0 && (message.deleted || !this.current[at].deleted)) this.current[at] = message;
      return 'known';
    }
    if (last !== undefined && message.seq !== last + 1) return 'gap';
    this.current.push(message);
    return 'added';
  }

  /** Puts an earlier page in front. Only messages directly before the oldest one held fit. */
  prepend(earlier: readonly Message[]): number {
    let added = 0;
    for (const message of [...earlier].reverse()) {
      if (message.conversation !== this.conversation || message.seq !== this.current[0]?.seq - 1) continue;
      this.current.unshift(message);
      added += 1;
    }
    return added;
  }

  /** Forgets the text and the files of a message, and keeps its place. */
  remove(id: string): void {
    this.change(id, { body: '', attachments: [], deleted: true, translation: undefined });
  }

  /** Other words in the place of those that were wrong; their translation went with them. */
  correct(id: string, body: string): void {
    this.change(id, { body, translation: undefined });
  }

  translate(id: string, translation: Translation): void {
    this.change(id, { translation });
  }

  has(id: string): boolean {
    return this.messages.some((message) => message.id === id);
  }

  private change(id: string, change: Partial<Message>): void {
    const changed = (message: Message): Message => (message.id === id && !message.deleted ? { ...message, ...change } : message);
    this.current = this.current.map(changed);
    this.past = this.past.map(changed);
  }

  clear(): void {
    this.conversation = null;
    this.current = this.past = [];
    this.open = true;
  }
}
