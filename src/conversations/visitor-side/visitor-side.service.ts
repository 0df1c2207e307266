import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import type { VisitorIdentity } from '../../visitors/visitor.types';
import { VisitorsService } from '../../visitors/visitors.service';
import { MessageTranslations } from '../translation/message-translations.service';
import { MessageReader, newestFirst } from '../log/message-reader.service';
import { People } from '../people.service';
import { Openings } from './openings.service';
import { TeamPresence } from './team-presence.service';
import { threadColumns, threadFrom, type ThreadRow } from '../log/thread-row';
import type { StoredMessage, ThreadState } from '../log/thread.types';
import { type ConversationState, visitorMessage, type VisitorMessage } from './visitor-view';

/** Messages in one answer to a resume. */
export const resumePage = 200;
const newestPage = 50;
const latelyMost = 5;

/** What a visitor sees of their conversation, over whichever door they come. */
@Injectable()
export class VisitorSide {
  constructor(
    private readonly database: Database,
    private readonly reader: MessageReader,
    private readonly people: People,
    private readonly visitors: VisitorsService,
    private readonly team: TeamPresence,
    private readonly events: EventBus,
    private readonly translations: MessageTranslations,
    private readonly openings: Openings,
  ) {}

  async newest(visitorId: string): Promise<(ThreadState & { edition: number }) | undefined> {
    const columns = [...threadColumns, 'edition'].join(', ');
    const sql = `SELECT ${columns} FROM conversation WHERE visitor_id = ? ORDER BY id DESC LIMIT 1`;
    const [row] = await this.database.query<ThreadRow & { edition: number }>(sql, [visitorId]);
    return row && { ...threadFrom(row), edition: row.edition };
  }

  async state(identity: VisitorIdentity): Promise<ConversationState> {
    const thread = await this.newest(identity.visitorId);
    const visitor = await this.visitors.contactOf(identity.visitorId);
    const assignee = thread?.assigneeId ? { name: await this.people.nameOf(thread.assigneeId) } : null;
    const state = {
      conversation: thread?.id ?? null,
      status: thread?.status ?? ('open' as const),
      lastSeq: thread?.lastSeq ?? 0,
      visitorSeen: thread?.visitorSeen ?? 0,
      teamSeen: thread?.teamSeen ?? 0,
      assignee,
      teamOnline: this.team.isOnline(identity.workspaceId),
      visitor,
      proactive: await this.openings.of(identity),
      edition: thread?.edition ?? 0,
    };
    const translated =
      thread && (await this.translations.of(identity.workspaceId)?.lastForVisitor(identity.workspaceId, thread.id));
    const all = JSON.stringify(state) + (translated ?? '');
    return { ...state, version: createHash('sha1').update(all).digest('base64url').slice(0, 10) };
  }

  /** What came after `after`, or the newest if the client has nothing yet. */
  async messagesAfter(conversationId: string, after: number | undefined): Promise<VisitorMessage[]> {
    const messages =
      after === undefined
        ? await this.reader.beforeForVisitor(conversationId, newestFirst, newestPage)
        : await this.reader.afterForVisitor(conversationId, after, resumePage);
    return this.named(messages);
  }

  /** Answers that the visitor has, up to `seq`, and whose translation may have come since. */
  async translatedLately(identity: VisitorIdentity, conversationId: string, seq: number): Promise<VisitorMessage[]> {
    if (!this.translations.of(identity.workspaceId)) return [];
    const messages = await this.named(await this.reader.beforeForVisitor(conversationId, seq + 1, latelyMost));
    return messages.filter(({ translation }) => translation);
  }

  async messagesBefore(
    identity: VisitorIdentity,
    before: number,
    limit: number,
  ): Promise<{ messages: VisitorMessage[]; more: boolean }> {
    const thread = await this.newest(identity.visitorId);
    if (!thread) return { messages: [], more: false };
    const messages = await this.reader.beforeForVisitor(thread.id, before, limit);
    return { messages: await this.named(messages), more: (messages[0]?.seq ?? 1) > 1 };
  }

  /** A message as visitors get it, if its author's name is at hand. */
  viewOf(message: StoredMessage, authorName: string): VisitorMessage {
    return visitorMessage(message, authorName);
  }

  async messageAt(conversationId: string, position: number): Promise<VisitorMessage | undefined> {
    const message = await this.reader.at(conversationId, position);
    return message && message.seq !== null ? (await this.named([message]))[0] : undefined;
  }

  /** What the visitor is told of a message that was put right; nothing, if it is a note. */
  async correctionAt(conversationId: string, position: number) {
    const message = await this.messageAt(conversationId, position);
    if (!message) return undefined;
    const { id, conversation, seq, body } = message;
    return { id, conversation, seq, body };
  }

  /** The visitor has read up to here. Only forward, and never further than there is. */
  async seen(identity: VisitorIdentity, seq: number): Promise<void> {
    const thread = await this.newest(identity.visitorId);
    if (!thread || seq <= thread.visitorSeen) return;
    if (seq > thread.lastSeq) throw new ChatError('frame.invalid');
    const { workspaceId, visitorId } = identity;
    await this.database.transaction(async (tx) => {
      const moved = await tx.run('UPDATE conversation SET visitor_seen = ? WHERE id = ? AND visitor_seen < ? RETURNING id', [
        seq,
        thread.id,
        seq,
      ]);
      if (moved.length)
        tx.afterCommit(() => this.events.publish('conversation.changed', { workspaceId, conversationId: thread.id, visitorId }));
    });
  }

  private async named(messages: StoredMessage[]): Promise<VisitorMessage[]> {
    const names = await this.people.namesOf(
      messages.filter((message) => message.from === 'team').map((message) => message.authorId),
    );
    const views = messages.map((message) => visitorMessage(message, names.get(message.authorId) ?? ''));
    const source = messages.length ? this.translations.of(messages[0].workspaceId) : undefined;
    const translated = await source?.forVisitor(messages);
    for (const view of translated ? views : []) {
      const translation = translated!.get(view.id);
      if (translation) view.translation = translation;
    }
    return views;
  }
}
