import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Written } from '../log/thread.types';
import { MessagesService, type NewMessage } from '../messages.service';
import { Openings, type Shown } from './openings.service';
import { VisitorSide } from './visitor-side.service';
import type { Speaker } from './visitor-verbs.service';

/** The same for every try of the same message: what was shown stands in the thread once. */
const idBefore = (id: string) => createHash('sha256').update(`shown before ${id}`).digest('base64url');

/** What a visitor writes; and if they answer something that they were shown, that above it. */
@Injectable()
export class FirstWords {
  /** Visitor → what is being looked up for them. What they write meanwhile waits behind it: messages keep their order. */
  private readonly looking = new Map<string, Promise<unknown>>();

  constructor(
    private readonly messages: MessagesService,
    private readonly side: VisitorSide,
    private readonly openings: Openings,
  ) {}

  post(speaker: Speaker, message: NewMessage, shown?: Shown): Promise<Written> {
    const before = this.looking.get(speaker.visitorId);
    if (!shown && !before) return this.messages.postAsVisitor(speaker, message);
    return this.postBehind(before, speaker, message, shown);
  }

  private async postBehind(before: Promise<unknown> | undefined, speaker: Speaker, message: NewMessage, shown?: Shown) {
    const { visitorId } = speaker;
    // What failed for the message ahead is said to whoever sent that one.
    const words = (before ?? Promise.resolve()).catch(() => undefined).then(() => shown && this.words(speaker, shown));
    this.looking.set(visitorId, words);
    try {
      const body = await words;
      return await this.messages.postAsVisitor(speaker, message, body ? { id: idBefore(message.id), body } : undefined);
    } finally {
      if (this.looking.get(visitorId) === words) this.looking.delete(visitorId);
    }
  }

  /** In a conversation that goes on, nothing begins. */
  private async words(speaker: Speaker, shown: Shown): Promise<string | undefined> {
    const thread = await this.side.newest(speaker.visitorId);
    return thread && thread.status !== 'closed' ? undefined : this.openings.words(speaker, shown);
  }
}
