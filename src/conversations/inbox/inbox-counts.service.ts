import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import type { ConversationStatus } from '../conversation.entity';

export interface Standing {
  workspaceId: string;
  assigneeId: string;
  status: ConversationStatus;
}

export interface Counts {
  mine: number;
  unassigned: number;
  open: number;
  spam: number;
}

/** The numbers beside the inbox's lists: moved with each change in its transaction, never counted. */
@Injectable()
export class InboxCounts {
  constructor(private readonly database: Database) {}

  /** Each pair says where a conversation stood (null: it is new) and where it stands now (null: it is gone). */
  async move(tx: Transaction, moves: { from: Standing | null; to: Standing | null }[]): Promise<void> {
    const steps = new Map<string, Standing & { step: number }>();
    const add = (standing: Standing, step: number) => {
      const key = [standing.workspaceId, standing.assigneeId, standing.status].join('/');
      const entry = steps.get(key) ?? { ...standing, step: 0 };
      entry.step += step;
      steps.set(key, entry);
    };
    for (const { from, to } of moves) {
      if (from) add(from, -1);
      if (to) add(to, 1);
    }
    // Always in the same order, so that two nodes never wait for each other.
    for (const key of [...steps.keys()].sort()) {
      const { workspaceId, assigneeId, status, step } = steps.get(key)!;
      if (step === 0) continue;
      await tx.run(
        `INSERT INTO inbox_count (workspace_id, assignee_id, status, total) VALUES (?, ?, ?, ?)
         ON CONFLICT (workspace_id, assignee_id, status) DO UPDATE SET total = inbox_count.total + excluded.total`,
        [workspaceId, assigneeId, status, step],
      );
    }
  }

  async of(workspaceId: string, accountId: string): Promise<Counts> {
    const rows = await this.database.query<{ assignee_id: string; status: string; total: number }>(
      "SELECT assignee_id, status, total FROM inbox_count WHERE workspace_id = ? AND status IN ('open', 'spam')",
      [workspaceId],
    );
    const open = rows.filter(({ status }) => status === 'open');
    const totalOf = (assigneeId: string) => open.find((row) => row.assignee_id === assigneeId)?.total ?? 0;
    const sum = (some: typeof rows) => some.reduce((total, row) => total + row.total, 0);
    const spam = sum(rows.filter(({ status }) => status === 'spam'));
    return { mine: totalOf(accountId), unassigned: totalOf(''), open: sum(open), spam };
  }
}
