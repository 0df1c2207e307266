import { randomUUID } from 'node:crypto';
import { newId } from '../common/ids';
import { append, openThread } from '../conversations/log/thread-rules';
import type { Draft, StoredMessage, ThreadState } from '../conversations/log/thread.types';
import type { Chance } from './seed-chance';
import type { Words } from './seed-words';

export interface ThreadPlan {
  at: number;
  visitorId: string;
  messages: number;
  fate: 'closed' | 'assigned' | 'unassigned';
}

const minute = 60_000;

/** Tells one conversation from its first message to its end, by the same rules as a real one. */
export class SeedThreads {
  constructor(
    private readonly place: { workspaceId: string; websiteId: string; accountIds: string[] },
    private readonly words: Words,
    private readonly chance: Chance,
    private readonly now: number,
  ) {}

  tell({ at, visitorId, messages, fate }: ThreadPlan): { thread: ThreadState; messages: StoredMessage[] } {
    const { workspaceId, websiteId, accountIds } = this.place;
    const visitor = { workspaceId, websiteId, visitorId };
    const thread = openThread(newId(at), visitor, at);
    if (fate !== 'unassigned') thread.assigneeId = this.chance.pick(accountIds);
    const written: StoredMessage[] = [];
    let time = at;
    for (let number = 0; number < messages; number++) {
      const fromTeam = number > 0 && fate !== 'unassigned' && this.chance.is(0.55);
      written.push(append(thread, this.draft(fromTeam ? 'team' : 'visitor', thread), undefined, time));
      if (fromTeam && this.chance.is(0.8)) thread.visitorSeen = thread.lastSeq;
      time = Math.min(this.now, Math.round(time + 15_000 + this.chance.around(3 * minute)));
    }
    this.end(thread, fate, time);
    return { thread, messages: written };
  }

  private draft(from: 'visitor' | 'team', thread: ThreadState): Draft {
    const authorId = from === 'team' ? thread.assigneeId : thread.visitorId;
    const { workspaceId } = thread;
    return { id: randomUUID(), kind: 'reply', from, workspaceId, authorId, body: this.words.text(), attachments: [] };
  }

  /** What is closed was seen; of what is open, some waits unread. */
  private end(thread: ThreadState, fate: ThreadPlan['fate'], at: number): void {
    if (fate !== 'closed' && this.chance.is(0.4)) return;
    Object.assign(thread, { unread: 0, attention: 0, teamSeen: thread.lastSeq });
    if (fate === 'closed') Object.assign(thread, { status: 'closed', closedAt: at, waitingSince: null });
  }
}
