import { Injectable } from '@nestjs/common';
import type { Agent } from '../common/access';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { newId } from '../common/ids';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { OutboxService } from '../outbox/outbox.service';
import { DeliveriesService } from '../plugin-host/deliveries/deliveries.service';
import type { LaterFacts, VisitorIdentity } from '../visitors/visitor.types';
import { REMOVE_FILES } from './attachments/attachments.service';
import { MessageLog } from './log/message-log';
import { MessageReader } from './log/message-reader.service';
import type { Written } from './log/thread.types';

export interface NewMessage {
  id: string;
  body: string;
  attachments: string[];
}

export const longestText = 8000;
export const mostAttachments = 5;

/** Forgets what another room made of a message, in the transaction that deletes it. */
export type Forgetting = (tx: Transaction, conversationId: string, messageId: string) => Promise<void>;

/** Who may say what, and how a message is taken back. */
@Injectable()
export class MessagesService {
  private readonly forgettings: Forgetting[] = [];

  constructor(
    private readonly log: MessageLog,
    private readonly reader: MessageReader,
    private readonly database: Database,
    private readonly outbox: OutboxService,
    private readonly deliveries: DeliveriesService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /**
   * A visitor writes to their newest conversation, or begins one. A message with an id that came before is the same message.
   * @param shown what the website had said to them by itself: it goes into the same commit, above what they write
   */
  async postAsVisitor(
    speaker: VisitorIdentity & { facts?: LaterFacts },
    message: NewMessage,
    shown?: Omit<NewMessage, 'attachments'>,
  ): Promise<Written> {
    check(message);
    const { workspaceId, websiteId, visitorId, facts } = speaker;
    // Once the visitor's row is there, nothing is waited for: messages keep their order.
    const visitor = { workspaceId, websiteId, visitorId, facts: facts && (await facts()) };
    const byItself = { kind: 'reply', from: 'system', authorId: '', workspaceId, visitor } as const;
    const above = shown && this.log.append({ ...shown, attachments: [], ...byItself });
    const own = this.log.append({ ...message, kind: 'reply', from: 'visitor', workspaceId, authorId: visitorId, visitor });
    return (await Promise.all([own, above]))[0];
  }

  /** Somebody of the team answers, or leaves a note that only the team sees. */
  async postAsAgent(agent: Agent, conversationId: string, kind: 'reply' | 'note', message: NewMessage): Promise<Written> {
    check(message);
    const { workspaceId, account } = agent;
    return this.log.append({ ...message, kind, from: 'team', workspaceId, authorId: account.id, conversationId });
  }

  /**
   * What a visitor wrote elsewhere, such as by mail, to a conversation by name; it is opened for them if it is not there. Whoever calls
   * knows who wrote.
   */
  async postElsewhere(visitor: VisitorIdentity, conversationId: string, message: NewMessage): Promise<Written> {
    check(message);
    const { workspaceId, visitorId } = visitor;
    return this.log.append({
      ...message,
      kind: 'reply',
      from: 'visitor',
      workspaceId,
      authorId: visitorId,
      conversationId,
      visitor,
    });
  }

  /** Something happened by itself; with the same id it happened once. Only the team sees it. */
  async postOccurrence(workspaceId: string, conversationId: string, id: string, what: string): Promise<Written> {
    const draft = { id, body: what, attachments: [], kind: 'event', from: 'system', authorId: '' } as const;
    return this.log.append({ ...draft, attachments: [], workspaceId, conversationId });
  }

  /** Writes down in the thread that something happened; only the team sees it. */
  async postEvent(agent: Agent, conversationId: string, what: string): Promise<Written> {
    const { workspaceId, account } = agent;
    const id = newId(this.clock.millis());
    return this.log.append({
      id,
      body: what,
      attachments: [],
      kind: 'event',
      from: 'system',
      workspaceId,
      authorId: account.id,
      conversationId,
    });
  }

  /** For rooms that keep something made of a message: it goes with the message. */
  onDelete(forget: Forgetting): void {
    this.forgettings.push(forget);
  }

  /** A message is not what it was: what other rooms made of it goes, and whoever was away can tell by the edition. */
  async amended(tx: Transaction, conversationId: string, id: string): Promise<void> {
    for (const forget of this.forgettings) await forget(tx, conversationId, id);
    await tx.run('UPDATE conversation SET edition = edition + 1 WHERE id = ?', [conversationId]);
  }

  /** Takes a message back: its place stays, its text and files go. Agents can take back what they wrote themselves. */
  async delete(agent: Agent, conversationId: string, id: string): Promise<void> {
    const message = await this.reader.byId(agent.workspaceId, conversationId, id);
    if (!message || message.kind === 'event') throw new ChatError('message.not_found');
    if (message.from !== 'team' || message.authorId !== agent.account.id) throw new ChatError('message.not_yours');
    const { workspaceId, position } = message;
    await this.database.transaction(async (tx) => {
      const values = [conversationId, id];
      await tx.run("UPDATE message SET body = '', files = 0, deleted_at = ? WHERE conversation_id = ? AND id = ?", [
        this.clock.millis(),
        ...values,
      ]);
      await this.amended(tx, conversationId, id);
      const latest =
        "UPDATE conversation SET preview = '' WHERE id = ? AND NOT EXISTS (SELECT 1 FROM message WHERE conversation_id = ? AND position > ? AND kind <> 'event') RETURNING visitor_id";
      await tx.run(latest, [conversationId, conversationId, position]);
      const files = await tx.run<{ id: string; store: string }>(
        'DELETE FROM attachment WHERE conversation_id = ? AND message_id = ? RETURNING id, store',
        values,
      );
      for (const store of new Set(files.map((file) => file.store))) {
        const ids = files.filter((file) => file.store === store).map((file) => file.id);
        await this.outbox.add(tx, { kind: REMOVE_FILES, workspaceId, payload: { files: ids.join(','), store } });
      }
      const [{ visitor_id: visitorId }] = await tx.run<{ visitor_id: string }>(
        'SELECT visitor_id FROM conversation WHERE id = ?',
        [conversationId],
      );
      if (message.kind === 'reply') {
        const ids = { conversationId, visitorId, messageId: id, accountId: message.authorId };
        await this.deliveries.add(tx, [{ workspaceId, name: 'message.deleted', lane: conversationId, ids }]);
      }
      tx.afterCommit(() => this.events.publish('message.deleted', { workspaceId, conversationId, visitorId, position }));
    });
  }
}

function check({ body, attachments }: NewMessage): void {
  if (body.length > longestText) throw new ChatError('message.too_long');
  if (attachments.length > mostAttachments) throw new ChatError('attachment.too_many');
  if (!body.trim() && !attachments.length) throw new ChatError('message.empty');
}
