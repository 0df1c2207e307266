import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { usualChoice, type Measure } from '../statistic.entity';
import type { Happening } from './happenings';
import { counterKey, tally, type Choice, type Held } from './tally';

interface HeldRow {
  workspace_id: string;
  website_id: string;
  measure: Measure;
  bucket: number;
  held: number;
}

/** The tables of the counters. */
@Injectable()
export class CounterStore {
  constructor(private readonly database: Database) {}

  /** The number of the last message that was counted. */
  async place(): Promise<number> {
    const [row] = await this.database.query<{ value: string }>("SELECT value FROM setting WHERE name = 'statistics.counted'");
    return Number(row?.value ?? 0);
  }

  /** @returns false if somebody else counted from there in the meantime */
  async advance(tx: Transaction, from: number, to: number): Promise<boolean> {
    const sql = "UPDATE setting SET value = ? WHERE name = 'statistics.counted' AND value = ? RETURNING name";
    return (await tx.run(sql, [String(to), String(from)])).length > 0;
  }

  async count(tx: Transaction, happenings: readonly Happening[]): Promise<void> {
    if (!happenings.length) return;
    const choices = await this.choices(tx, [...new Set(happenings.map(({ workspaceId }) => workspaceId))]);
    const held = await this.held(tx, [...new Set(happenings.map(({ websiteId }) => websiteId))]);
    const before = new Map([...held].map(([key, counter]) => [key, counter.held]));
    const released = tally(happenings, (workspaceId) => choices.get(workspaceId) ?? usualChoice, held);
    for (const [key, { workspaceId, websiteId, measure, bucket, held: now }] of held) {
      if (before.get(key) === now) continue;
      await tx.run(
        `INSERT INTO held_statistic (workspace_id, website_id, measure, bucket, held) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (workspace_id, website_id, measure, bucket) DO UPDATE SET held = excluded.held`,
        [workspaceId, websiteId, measure, bucket, now],
      );
    }
    for (const { workspaceId, websiteId, day, measure, bucket, total } of released.values())
      await tx.run(
        `INSERT INTO statistic (workspace_id, website_id, day, measure, bucket, total) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (workspace_id, website_id, day, measure, bucket) DO UPDATE SET total = statistic.total + excluded.total`,
        [workspaceId, websiteId, day, measure, bucket, total],
      );
  }

  private async choices(tx: Transaction, workspaceIds: string[]): Promise<Map<string, Choice>> {
    const rows = await tx.run<{ workspace_id: string; fewest: number; time_zone: string }>(
      `SELECT workspace_id, fewest, time_zone FROM statistics_choice WHERE workspace_id IN (${marks(workspaceIds)})`,
      workspaceIds,
    );
    return new Map(rows.map((row) => [row.workspace_id, { fewest: row.fewest, timeZone: row.time_zone }]));
  }

  /** Read in the transaction, which only one can be in: the one that moved the place. */
  private async held(tx: Transaction, websiteIds: string[]): Promise<Held> {
    const rows = await tx.run<HeldRow>(
      `SELECT workspace_id, website_id, measure, bucket, held FROM held_statistic WHERE website_id IN (${marks(websiteIds)})`,
      websiteIds,
    );
    const counters = rows.map(({ workspace_id, website_id, ...row }) => ({
      ...row,
      workspaceId: workspace_id,
      websiteId: website_id,
    }));
    return new Map(counters.map((counter) => [counterKey(counter), counter]));
  }
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
