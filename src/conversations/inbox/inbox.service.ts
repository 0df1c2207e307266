import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import { threadColumns, threadFrom, type ThreadRow } from '../log/thread-row';
import type { ThreadState } from '../log/thread.types';

export const listNames = ['mine', 'unassigned', 'open', 'closed', 'spam'] as const;
export type ListName = (typeof listNames)[number];
export const isListName = (name: string): name is ListName => (listNames as readonly string[]).includes(name);

const pageSize = 40;
const cursorFormat = /^([01])\.(\d{1,15})\.([0-9a-z]{26})$/;

/** Pages of the inbox's lists: unread first, then the newest. Always by key, so that the thousandth page costs as much as the first. */
@Injectable()
export class InboxService {
  constructor(private readonly database: Database) {}

  async page(agent: Agent, list: ListName, after?: string): Promise<{ threads: ThreadState[]; next?: string }> {
    const { where, values } = rangeOf(agent, list);
    const cursor = after === undefined ? undefined : cursorFormat.exec(after);
    if (cursor === null) throw new ChatError('request.malformed');
    const beyond = cursor ? ' AND (attention, last_at, id) < (?, ?, ?)' : '';
    const from = cursor ? [Number(cursor[1]), Number(cursor[2]), cursor[3]] : [];
    const rows = await this.database.query<ThreadRow>(
      `SELECT ${threadColumns.join(', ')} FROM conversation WHERE ${where}${beyond}
       ORDER BY attention DESC, last_at DESC, id DESC LIMIT ${pageSize + 1}`,
      [...values, ...from],
    );
    const threads = rows.slice(0, pageSize).map(threadFrom);
    const last = threads.at(-1);
    const more = rows.length > pageSize && last;
    return { threads, next: more ? `${last.attention}.${last.lastAt}.${last.id}` : undefined };
  }
}

function rangeOf({ workspaceId, account }: Agent, list: ListName): { where: string; values: string[] } {
  if (list === 'open' || list === 'closed' || list === 'spam')
    return { where: 'workspace_id = ? AND status = ?', values: [workspaceId, list] };
  const assigneeId = list === 'mine' ? account.id : '';
  return { where: "workspace_id = ? AND assignee_id = ? AND status = 'open'", values: [workspaceId, assigneeId] };
}
