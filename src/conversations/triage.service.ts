import { Injectable } from '@nestjs/common';
import type { Agent } from '../common/access';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { DeliveriesService } from '../plugin-host/deliveries/deliveries.service';
import { Member } from '../workspaces/member.entity';
import type { Conversation } from './conversation.entity';
import { ConversationsService } from './conversations.service';
import { InboxCounts } from './inbox/inbox-counts.service';
import { MessagesService } from './messages.service';
import { untold } from './spam/untold';

/** Who has a conversation, and whether it is done. */
@Injectable()
export class TriageService {
  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsService,
    private readonly counts: InboxCounts,
    private readonly messages: MessagesService,
    private readonly deliveries: DeliveriesService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** Gives a conversation to a member of the workspace, or to nobody (''). */
  async assign(agent: Agent, id: string, accountId: string): Promise<void> {
    const changed = await this.change(agent, id, async (tx, conversation) => {
      const { workspaceId } = agent;
      if (accountId && !(await tx.manager.existsBy(Member, { workspaceId, accountId }))) throw new ChatError('member.not_found');
      conversation.assigneeId = accountId;
    });
    if (changed) await this.messages.postEvent(agent, id, accountId ? `assigned ${accountId}` : 'unassigned');
  }

  async close(agent: Agent, id: string): Promise<void> {
    const changed = await this.change(agent, id, (_tx, conversation) => {
      Object.assign(conversation, { status: 'closed', closedAt: this.clock.now(), unread: 0, attention: 0, waitingSince: null });
    });
    if (changed) await this.messages.postEvent(agent, id, 'closed');
  }

  async reopen(agent: Agent, id: string): Promise<void> {
    const changed = await this.change(agent, id, (_tx, conversation) => {
      Object.assign(conversation, { status: 'open', closedAt: null });
    });
    if (changed) await this.messages.postEvent(agent, id, 'reopened');
  }

  /** Out of everybody's sight but in a list of its own; from here on nobody outside hears of it. */
  async markSpam(agent: Agent, id: string): Promise<void> {
    let position = 0;
    const changed = await this.change(agent, id, (_tx, conversation) => {
      position = conversation.position;
      Object.assign(conversation, { status: 'spam', closedAt: null, unread: 0, attention: 0, waitingSince: null });
    });
    if (changed) await this.messages.postEvent(agent, id, `spam ${position}`);
  }

  /** Back among the open ones; what was not told of it is told now. */
  async clearSpam(agent: Agent, id: string): Promise<void> {
    const changed = await this.change(agent, id, (_tx, conversation) => {
      if (conversation.status === 'spam') conversation.status = 'open';
    });
    if (changed) await this.messages.postEvent(agent, id, 'not_spam');
  }

  /** The team has seen a thread: nothing in it is unread any more, and the visitor's messages show as seen. */
  async seen(agent: Agent, id: string): Promise<void> {
    const { workspaceId } = agent;
    await this.database.transaction(async (tx) => {
      const [moved] = await tx.run<{ visitor_id: string }>(
        `UPDATE conversation SET unread = 0, attention = 0, team_seen = last_seq
         WHERE id = ? AND workspace_id = ? AND (unread > 0 OR attention > 0 OR team_seen < last_seq) RETURNING visitor_id`,
        [id, workspaceId],
      );
      if (!moved) return void (await this.conversations.find(workspaceId, id));
      tx.afterCommit(() =>
        this.events.publish('conversation.changed', { workspaceId, conversationId: id, visitorId: moved.visitor_id }),
      );
    });
  }

  /** @returns whether status or assignee are other than before */
  private async change(
    agent: Agent,
    id: string,
    work: (tx: Transaction, conversation: Conversation) => void | Promise<void>,
  ): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const conversation = await this.conversations.lock(tx, agent.workspaceId, id);
      const { workspaceId, websiteId, assigneeId, status, visitorId } = conversation;
      await work(tx, conversation);
      if (conversation.assigneeId === assigneeId && conversation.status === status) return false;
      await tx.manager.save(conversation);
      const to = { workspaceId, assigneeId: conversation.assigneeId, status: conversation.status };
      const closed = status !== 'closed' && to.status === 'closed';
      const ids = { conversationId: id, visitorId };
      if (closed) await this.deliveries.add(tx, [{ workspaceId, name: 'conversation.closed', lane: id, ids }]);
      const told = status === 'spam' && to.status !== 'spam' ? await untold(tx, conversation) : undefined;
      if (told) await this.deliveries.add(tx, told.news);
      await this.counts.move(tx, [{ from: { workspaceId, assigneeId, status }, to }]);
      tx.afterCommit(() => {
        this.events.publish('conversation.changed', { workspaceId, ...ids });
        if (told?.wasNews) this.events.publish('conversation.opened', { workspaceId, websiteId, ...ids });
        if (closed) this.events.publish('conversation.closed', { workspaceId, ...ids });
        this.events.publish('counts.changed', { workspaceId, assigneeIds: [...new Set([assigneeId, to.assigneeId])] });
      });
      return true;
    });
  }
}
