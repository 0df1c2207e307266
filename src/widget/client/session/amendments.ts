import type { ConversationState, ServerFrame } from '../protocol';
import type { Archive } from './archive';
import type { Timeline } from './timeline';

/** What becomes of messages that are here already: taken back, put right, translated. */
export class Amendments {
  private conversation: string | null = null;
  /** Of what we hold; undefined if we are not sure. */
  private edition?: number;

  constructor(
    private readonly chat: { readonly timeline: Timeline; readonly archive: Archive },
    private readonly changed: () => void,
  ) {}

  take(frame: ServerFrame): void {
    const { timeline } = this.chat;
    if (frame.event === 'message.deleted') timeline.remove(frame.data.id);
    else if (frame.event === 'message.corrected') timeline.correct(frame.data.id, frame.data.body);
    else if (frame.event === 'message.translated') timeline.translate(frame.data.id, frame.data.translation);
  }

  /** Whoever was away has missed it: then what is held is read again. */
  async stated({ conversation, edition }: ConversationState): Promise<void> {
    const isSame = conversation === this.conversation && edition === this.edition;
    const { timeline, archive } = this.chat;
    const { last, first = 1 } = timeline;
    const wasHere = conversation === this.conversation && last !== undefined;
    this.conversation = conversation;
    this.edition = edition;
    if (isSame || !wasHere) return;
    try {
      for (const message of await archive.from(first, last)) timeline.accept(message);
      this.changed();
    } catch {
      this.edition = undefined;
    }
  }
}
