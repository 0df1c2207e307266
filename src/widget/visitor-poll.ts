import { Injectable } from '@nestjs/common';
import { Closing } from '../common/closing';
import type { ServerFrame, Speaker } from '../conversations/visitor-side/visitor-verbs.service';
import { VisitorSide } from '../conversations/visitor-side/visitor-side.service';
import { EventBus } from '../events/event-bus';
import type { EventMap } from '../events/event-map';
import { LastSeen } from '../visitors/last-seen.service';
import { People } from '../conversations/people.service';

export interface PollQuery {
  after?: number;
  state?: string;
  /** Seconds. */
  wait: number;
}

/** The long poll: the socket's frames for networks that let no socket through. */
@Injectable()
export class VisitorPoll {
  private readonly amending = new Set<string>();
  private readonly waiting = new Map<string, Set<(frame?: ServerFrame) => void>>();

  constructor(
    private readonly side: VisitorSide,
    private readonly people: People,
    private readonly lastSeen: LastSeen,
    private readonly closing: Closing,
    events: EventBus,
  ) {
    const wake = ({ visitorId }: { visitorId: string }) => this.wake(visitorId);
    events.on('message.posted', wake);
    // Of a message that is put right its words come along: they are looked up first.
    events.on('conversation.changed', (event) => void (this.amending.has(event.visitorId) || wake(event)));
    events.on('visitor.changed', wake);
    const limited = ({ subjectKind, subjectId }: EventMap['standing.changed']) => {
      if (subjectKind === 'visitor') this.wake(subjectId);
    };
    events.on('standing.changed', limited);
    events.on('consent.changed', limited);
    events.on('message.deleted', (event) => void this.takeBack(event.visitorId, event.conversationId, event.position));
    events.on('message.corrected', (event) => void this.putRight(event));
    events.on('message.translated', (event) => void this.translated(event));
    events.on('typing.changed', ({ visitorId, accountId, on, kind }) => {
      if (accountId && kind === 'reply') void this.typing(visitorId, accountId, on);
    });
    closing.onBegin(() => {
      for (const visitorId of [...this.waiting.keys()])
        this.wake(visitorId, { event: 'server.closing', data: { retryAfter: 1500 } });
    });
  }

  /** What is new, at once; or what happens next; or after a while the state alone. */
  async next(speaker: Speaker, query: PollQuery, onGone: (gone: () => void) => void): Promise<ServerFrame[]> {
    // Listening begins before looking, so that nothing falls in between.
    const next = this.listen(speaker.visitorId, query.wait, onGone);
    const now = await this.look(speaker, query);
    if (now.isNews || query.wait === 0 || this.closing.closing) {
      next.cancel();
      return now.frames;
    }
    const frame = await next.event;
    const then = await this.look(speaker, query);
    return frame ? [...then.frames, frame] : then.frames;
  }

  private async look(speaker: Speaker, { after, state: known }: PollQuery): Promise<{ frames: ServerFrame[]; isNews: boolean }> {
    const state = await this.side.state(speaker);
    this.lastSeen.note(speaker.visitorId);
    const missed = state.conversation ? await this.side.messagesAfter(state.conversation, after) : [];
    const frames: ServerFrame[] = [
      { event: 'conversation.state', data: state },
      ...missed.map((message) => ({ event: 'message.posted', data: message })),
    ];
    const isChanged = state.version !== known;
    // A translation that came between two polls shows in the version alone.
    if (state.conversation && known !== undefined && isChanged && after)
      frames.push(...(await this.side.translatedLately(speaker, state.conversation, after)).map(translatedFrame));
    return { frames, isNews: missed.length > 0 || isChanged };
  }

  private listen(visitorId: string, seconds: number, onGone: (gone: () => void) => void) {
    let settle!: (frame?: ServerFrame) => void;
    const event = new Promise<ServerFrame | undefined>((resolve) => (settle = resolve));
    const listeners = this.waiting.get(visitorId) ?? new Set();
    this.waiting.set(visitorId, listeners);
    const timer = setTimeout(() => cancel(), seconds * 1000);
    const cancel = (frame?: ServerFrame) => {
      clearTimeout(timer);
      listeners.delete(cancel);
      if (!listeners.size && this.waiting.get(visitorId) === listeners) this.waiting.delete(visitorId);
      settle(frame);
    };
    listeners.add(cancel);
    onGone(cancel);
    return { event, cancel };
  }

  private wake(visitorId: string, frame?: ServerFrame): void {
    for (const listener of [...(this.waiting.get(visitorId) ?? [])]) listener(frame);
  }

  private async typing(visitorId: string, accountId: string, on: boolean): Promise<void> {
    if (!this.waiting.has(visitorId)) return;
    this.wake(visitorId, { event: 'typing', data: { on, name: await this.people.nameOf(accountId) } });
  }

  private async translated({ visitorId, conversationId, position, language }: EventMap['message.translated']): Promise<void> {
    if (!this.waiting.has(visitorId)) return;
    const message = await this.side.messageAt(conversationId, position);
    if (message?.translation?.language !== language) return;
    this.wake(visitorId, translatedFrame(message));
  }

  private async putRight({ visitorId, conversationId, position }: EventMap['message.corrected']): Promise<void> {
    if (!this.waiting.has(visitorId)) return;
    this.amending.add(visitorId);
    const data = await this.side.correctionAt(conversationId, position).finally(() => this.amending.delete(visitorId));
    this.wake(visitorId, data && { event: 'message.corrected', data });
  }

  private async takeBack(visitorId: string, conversationId: string, position: number): Promise<void> {
    if (!this.waiting.has(visitorId)) return;
    const message = await this.side.messageAt(conversationId, position);
    if (message)
      this.wake(visitorId, {
        event: 'message.deleted',
        data: { id: message.id, conversation: conversationId, seq: message.seq },
      });
  }
}

type Message = NonNullable<Awaited<ReturnType<VisitorSide['messageAt']>>>;
const translatedFrame = ({ id, conversation, seq, translation }: Message): ServerFrame => ({
  event: 'message.translated',
  data: { id, conversation, seq, translation },
});
