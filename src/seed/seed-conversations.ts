import type { Database as SqliteHandle } from 'better-sqlite3';
import type { ThreadState } from '../conversations/log/thread.types';
import { SqliteThreadStore } from '../conversations/log/thread-store.sqlite';
import type { Transaction } from '../database/transaction';
import { Chance } from './seed-chance';
import { SeedThreads, type ThreadPlan } from './seed-threads';
import { SeedVisitors } from './seed-visitors';
import { Words } from './seed-words';
import type { SeededWorkspace } from './seed-workspace';

export interface Size {
  conversations: number;
  messages: number;
}

/** Three in a hundred are open, but in a small seed enough to fill a few pages of a list. */
const openShare = 0.03;
const fewestOpen = 300;
/** The newest conversations are mostly open: as many as two thirds of all that are. */
const recentPerOpen = 2 / 3;
const openAmongRecent = 0.8;
const mostUnassigned = 1000;
/** The log of one transaction stays small enough to be read back quickly. */
const conversationsPerCommit = 20_000;
const progressEvery = 100_000;

/** Fills the tables of one workspace, oldest conversation first, as they would have grown. */
export class SeedConversations {
  private readonly chance = new Chance();
  private readonly totals = new Map<string, number>();
  private readonly openShare: number;
  private unassigned = 0;

  constructor(
    private readonly handle: SqliteHandle,
    private readonly workspace: SeededWorkspace,
    private readonly size: Size,
  ) {
    this.openShare = Math.max(openShare, Math.min(0.5, fewestOpen / size.conversations));
  }

  fill(since: number, now: number, progress: (done: number) => void): void {
    const store = new SqliteThreadStore(this.handle);
    const visitors = new SeedVisitors(this.handle, this.workspace, this.chance);
    const threads = new SeedThreads(this.workspace, new Words(this.chance), this.chance, now);
    const { conversations } = this.size;
    const step = (now - since) / (conversations + 1);
    let left = this.size.messages;
    for (let from = 0; from < conversations; from += conversationsPerCommit) {
      const to = Math.min(conversations, from + conversationsPerCommit);
      this.handle.transaction(() => {
        for (let number = from; number < to; number++) {
          const at = Math.round(since + (number + this.chance.next()) * step);
          const messages = this.share(left, conversations - number);
          left -= messages;
          const told = threads.tell({ at, visitorId: visitors.arrive(at), messages, fate: this.fateOf(number) });
          store.save(alone, { opened: [told.thread], changed: [], messages: told.messages });
          visitors.leave(told.thread);
          this.count(told.thread);
        }
      })();
      if (to % progressEvery === 0) progress(to);
    }
    this.writeCounts();
  }

  /** How many of the messages left fall to the next conversation: mostly few, sometimes many, and all are used up in the end. */
  private share(messages: number, conversations: number): number {
    if (conversations === 1) return messages;
    const wanted = 1 + Math.round(this.chance.around(messages / conversations - 1));
    return Math.min(wanted, messages - (conversations - 1));
  }

  private fateOf(number: number): ThreadPlan['fate'] {
    const { conversations } = this.size;
    const recentShare = this.openShare * recentPerOpen;
    const openAmongOld = (this.openShare - recentShare * openAmongRecent) / (1 - recentShare);
    const recent = number >= conversations * (1 - recentShare);
    if (!this.chance.is(recent ? openAmongRecent : openAmongOld)) return 'closed';
    const wanted = Math.min(mostUnassigned, Math.ceil((conversations * this.openShare) / 3));
    const probability = (1.5 * wanted) / (conversations * recentShare * openAmongRecent);
    if (!recent || this.unassigned >= wanted || !this.chance.is(probability)) return 'assigned';
    this.unassigned++;
    return 'unassigned';
  }

  private count({ assigneeId, status }: ThreadState): void {
    const key = `${assigneeId}/${status}`;
    this.totals.set(key, (this.totals.get(key) ?? 0) + 1);
  }

  private writeCounts(): void {
    const insert = this.handle.prepare('INSERT INTO inbox_count (workspace_id, assignee_id, status, total) VALUES (?, ?, ?, ?)');
    for (const [key, total] of this.totals) insert.run(this.workspace.workspaceId, ...key.split('/'), total);
  }
}

/** The store writes with the handle's own statements: nobody else is there to share a transaction with. */
const alone = undefined as unknown as Transaction;
