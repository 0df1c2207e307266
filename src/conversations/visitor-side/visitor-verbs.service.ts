import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { VisitorChoices } from '../../consent/visitor-choices.service';
import { EventBus } from '../../events/event-bus';
import { LastSeen } from '../../visitors/last-seen.service';
import { PageViewsService } from '../../visitors/page-views.service';
import { Proofs } from '../../visitors/proof/proofs.service';
import type { LaterFacts, VisitorIdentity } from '../../visitors/visitor.types';
import { VisitorsService } from '../../visitors/visitors.service';
import { FirstWords } from './first-words.service';
import { consentData, contactData, messageData, pageData, sequenceData, shownData, typingData } from './visitor-frames';
import { VisitorSide } from './visitor-side.service';

type Data = Record<string, unknown>;
export interface ServerFrame {
  event: string;
  data: object;
}
/**
 * Whose frame it is; `facts` are there until the visitor's row is. `denies`: the browser says that nothing may be shared
 * (`Sec-GPC: 1`, Global Privacy Control).
 */
export type Speaker = VisitorIdentity & { facts?: LaterFacts; denies?: boolean };

const ok: ServerFrame = { event: 'ok', data: {} };

/** Everything a visitor can do, the same over a socket and over HTTP: `docs/protocol.md`, section 5. */
@Injectable()
export class VisitorVerbs {
  constructor(
    private readonly words: FirstWords,
    private readonly side: VisitorSide,
    private readonly visitors: VisitorsService,
    private readonly pages: PageViewsService,
    private readonly lastSeen: LastSeen,
    private readonly proofs: Proofs,
    private readonly choices: VisitorChoices,
    private readonly events: EventBus,
  ) {}

  /** The state, and what was missed. */
  async resume(speaker: Speaker, { after }: Data): Promise<ServerFrame[]> {
    const from = after === undefined || after === null ? undefined : sequenceData(after);
    const state = await this.side.state(speaker);
    this.lastSeen.note(speaker.visitorId);
    if (!state.conversation) return [{ event: 'conversation.state', data: state }];
    const missed = await this.side.messagesAfter(state.conversation, from);
    return [
      { event: 'conversation.state', data: state },
      ...missed.map((message) => ({ event: 'message.posted', data: message })),
    ];
  }

  async send(speaker: Speaker, data: Data): Promise<ServerFrame> {
    // Somebody whom we know by a row has nothing to prove: their messages wait for nothing.
    if (speaker.facts) await this.proofs.check(speaker, data.proof);
    const { id, conversationId, seq, at } = await this.words.post(speaker, messageData(data), shownData(data.shown));
    return { event: 'message.sent', data: { id, conversation: conversationId, seq, at: new Date(at).toISOString() } };
  }

  /** What the visitor agrees to, all of it at once; or only that their browser denies. */
  async choose({ workspaceId, websiteId, visitorId, denies }: Speaker, data: unknown = {}): Promise<ServerFrame> {
    const { denied, ...chosen } = consentData(data);
    const choice = { workspaceId, websiteId, visitorId, ...chosen, denied: denied || Boolean(denies) };
    const receipt = await this.choices.keep(choice);
    const { granted = [], denied: isDenied = false, asked } = receipt ?? {};
    return { event: 'consent.recorded', data: { granted, denied: isDenied, asked: asked ?? [] } };
  }

  async seen(speaker: Speaker, { seq }: Data): Promise<ServerFrame> {
    await this.side.seen(speaker, sequenceData(seq));
    return ok;
  }

  async type(speaker: Speaker, data: Data): Promise<ServerFrame> {
    const on = typingData(data);
    const thread = await this.side.newest(speaker.visitorId);
    const { workspaceId, visitorId } = speaker;
    if (thread) this.events.publish('typing.changed', { workspaceId, conversationId: thread.id, visitorId, on });
    return ok;
  }

  async update(speaker: Speaker, data: Data): Promise<ServerFrame> {
    if (speaker.facts) await this.proofs.check(speaker, data.proof);
    const { name, email } = await this.visitors.update(speaker, contactData(data), speaker.facts);
    return { event: 'visitor.updated', data: { name, email } };
  }

  async viewPage(speaker: Speaker, data: Data): Promise<ServerFrame> {
    const { url, title } = pageData(data);
    await this.pages.record(speaker, url, title);
    return ok;
  }

  /** By the name of the frame, for doors that get any of them. */
  async answer(speaker: Speaker, event: string, data: Data): Promise<ServerFrame | ServerFrame[]> {
    switch (event) {
      case 'conversation.resume':
        return this.resume(speaker, data);
      case 'message.send':
        // First: whom the message is told to depends on it.
        if (speaker.denies || data.consent !== undefined) await this.choose(speaker, data.consent);
        return this.send(speaker, data);
      case 'consent.choose':
        return this.choose(speaker, data);
      case 'conversation.seen':
        return this.seen(speaker, data);
      case 'typing':
        return this.type(speaker, data);
      case 'visitor.update':
        return this.update(speaker, data);
      case 'page.view':
        return this.viewPage(speaker, data);
      case 'ping':
        return { event: 'pong', data: {} };
      default:
        throw new ChatError('frame.unknown_event');
    }
  }
}
