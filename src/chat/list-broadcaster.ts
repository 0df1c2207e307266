import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ViewsService } from '../common/views/views.service';
import { InboxCounts } from '../conversations/inbox/inbox-counts.service';
import { RowViews } from '../conversations/inbox/row-views.service';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';
import { type AgentConnection, AgentSockets } from './agent-sockets';
import { RecentChanges } from './recent-changes';
import { counted, countedFor, placedRow, streamFrame } from './streams';

/** Milliseconds between two updates of a list: at least this, and more when many rows move. */
const shortest = 150;
const perRow = 4;
/** Rows that are drawn at once, some tenths of a millisecond, and milliseconds for which messages go first after them. */
const atOnce = 2;
const between = 2;

/** Milliseconds between reading what a page shows and the time that stands in it, and between the clocks of two nodes: at most. */
const margin = 5_000;

/** Keeps the lists of agents up to date: a row that changes often is drawn now and then, not each time. */
@Injectable()
export class ListBroadcaster implements OnApplicationShutdown {
  private readonly logger = new Logger('chat');
  private readonly rows = new Map<string, Set<string>>();
  private readonly counts = new Map<string, Set<string>>();
  private readonly recent: RecentChanges;
  private timer?: NodeJS.Timeout | NodeJS.Immediate;
  private restUntil = 0;

  constructor(
    private readonly database: Database,
    private readonly agents: AgentSockets,
    private readonly rowViews: RowViews,
    private readonly inboxCounts: InboxCounts,
    private readonly views: ViewsService,
    private readonly clock: Clock,
    events: EventBus,
  ) {
    this.recent = new RecentChanges(clock.millis() - margin);
    const mark = ({ workspaceId, conversationId }: { workspaceId: string; conversationId: string }) =>
      this.mark(this.rows, workspaceId, conversationId);
    events.on('message.posted', mark);
    events.on('message.deleted', mark);
    events.on('conversation.changed', mark);
    events.on('visitor.changed', ({ workspaceId, visitorId }) => {
      this.markConversationsOf(workspaceId, visitorId).catch((error: Error) => this.logger.error(error.stack));
    });
    events.on('counts.changed', ({ workspaceId, assigneeIds }) => {
      for (const id of assigneeIds) this.mark(this.counts, workspaceId, id);
    });
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer as NodeJS.Timeout);
  }

  /**
   * Brings an agent what changed after their page was drawn and before they watched.
   * @param drawnAt milliseconds since 1970
   * @returns whether that is known: otherwise the page has to be drawn anew
   */
  async bringSince(connection: AgentConnection, drawnAt: number): Promise<boolean> {
    const { workspaceId, account } = connection.session.agent;
    const ids = this.recent.since(workspaceId, drawnAt - margin);
    if (!ids) return false;
    if (!ids.length) return true;
    for (const rows of chunks(ids)) connection.write(streamFrame(await this.drawn(rows)));
    connection.write(streamFrame(await this.countStreams(workspaceId, new Set([account.id]))));
    return true;
  }

  private mark(what: Map<string, Set<string>>, workspaceId: string, id: string): void {
    if (what === this.rows) this.recent.note(workspaceId, id, this.clock.millis());
    if (!this.agents.of(workspaceId).size) return;
    const marked = what.get(workspaceId);
    if (marked) marked.add(id);
    else what.set(workspaceId, new Set([id]));
    this.timer ??= setTimeout(() => void this.flush(), Math.max(0, this.restUntil - Date.now()));
  }

  private async markConversationsOf(workspaceId: string, visitorId: string): Promise<void> {
    const sql = 'SELECT id FROM conversation WHERE visitor_id = ? AND workspace_id = ? ORDER BY id DESC LIMIT 10';
    const rows = await this.database.query<{ id: string }>(sql, [visitorId, workspaceId]);
    for (const { id } of rows) this.mark(this.rows, workspaceId, id);
  }

  private async flush(): Promise<void> {
    const rows = new Map(this.rows);
    const counts = new Map(this.counts);
    this.rows.clear();
    this.counts.clear();
    const size = [...rows.values()].reduce((sum, ids) => sum + ids.size, 0);
    try {
      for (const [workspaceId, ids] of rows) await this.bringRows(workspaceId, [...ids]);
      for (const [workspaceId, ids] of counts) this.hand(workspaceId, await this.countStreams(workspaceId, ids));
    } catch (error) {
      this.logger.error((error as Error).stack);
    }
    const rest = Math.max(shortest, size * perRow);
    this.restUntil = Date.now() + rest;
    this.timer = this.rows.size || this.counts.size ? setTimeout(() => void this.flush(), rest) : undefined;
  }

  /** A few rows at a time, so that no message waits for a list. */
  private async bringRows(workspaceId: string, ids: string[]): Promise<void> {
    for (const rows of chunks(ids)) {
      this.hand(workspaceId, await this.drawn(rows));
      if (ids.length > atOnce) await new Promise((resolve) => setTimeout(resolve, between));
    }
  }

  private async drawn(ids: string[]): Promise<string> {
    const views = await this.rowViews.of(ids);
    return views.map((view) => placedRow(this.views.partial('inbox/row', view))).join('');
  }

  private hand(workspaceId: string, html: string): void {
    if (!html) return;
    const frame = streamFrame(html);
    for (const connection of this.agents.of(workspaceId)) if (connection.session.watchesList) connection.write(frame);
  }

  private async countStreams(workspaceId: string, assigneeIds: Set<string>): Promise<string> {
    const { unassigned, open } = await this.inboxCounts.of(workspaceId, '');
    let html = counted('unassigned', unassigned) + counted('open', open);
    for (const id of assigneeIds) if (id) html += countedFor(id, (await this.inboxCounts.of(workspaceId, id)).mine);
    return html;
  }
}

function* chunks(ids: string[]): Iterable<string[]> {
  for (let from = 0; from < ids.length; from += atOnce) yield ids.slice(from, from + atOnce);
}
