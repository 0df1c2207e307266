import { Injectable } from '@nestjs/common';
import type { SqlValue, Transaction } from '../database/transaction';
import { usualChoice, type Measure } from '../analytics/statistic.entity';
import type { WebsiteName } from './demo-workspace';

const day = 86_400_000;
/** So that a year has one before it to be compared with. */
const days = 730;
const rowsPerInsert = 500;

/** Conversations on a usual working day. */
const busy: Record<WebsiteName, number> = { shop: 34, workshop: 12 };
/** Out of 100 messages of visitors, by hour of the day. */
const hours = [1, 0, 0, 0, 0, 0, 1, 2, 5, 9, 11, 10, 7, 6, 8, 9, 8, 6, 4, 3, 4, 3, 2, 1];
/** Out of 100 conversations, by the time that they take. */
const answered = [18, 21, 24, 14, 12, 5, 4, 2];
const settled = [0, 1, 4, 11, 24, 19, 20, 9, 7, 4, 1];

type Row = [day: string, measure: Measure, bucket: number, total: number];

/** Two years of numbers for the furniture makers: what really happened in the samples is too little for a plot. */
@Injectable()
export class DemoStatistics {
  async make(tx: Transaction, workspaceId: string, websites: Record<WebsiteName, string>, now: Date): Promise<void> {
    for (const name of Object.keys(busy) as WebsiteName[]) {
      const rows: SqlValue[][] = [];
      for (let back = days; back > 0; back--) {
        const at = new Date(now.getTime() - back * day);
        for (const row of rowsOf(at, conversationsOn(at, back, busy[name]))) rows.push([workspaceId, websites[name], ...row]);
      }
      for (let from = 0; from < rows.length; from += rowsPerInsert) await insert(tx, rows.slice(from, from + rowsPerInsert));
    }
  }
}

async function insert(tx: Transaction, rows: SqlValue[][]): Promise<void> {
  const places = rows.map(() => '(?, ?, ?, ?, ?, ?)').join(', ');
  await tx.run(`INSERT INTO statistic (workspace_id, website_id, day, measure, bucket, total) VALUES ${places}`, rows.flat());
}

/** Grows over the years, rests at weekends, is fullest before the holidays, and no day is like another. */
function conversationsOn(at: Date, back: number, usual: number): number {
  const weekday = [0.35, 1.15, 1.05, 1, 0.95, 0.9, 0.45][at.getUTCDay()];
  const growth = 1 - (0.4 * back) / days;
  const season = 1 + 0.25 * Math.cos(((at.getUTCMonth() - 10.5) / 6) * Math.PI);
  return usual * weekday * growth * season * (0.8 + 0.4 * chance(back));
}

function rowsOf(at: Date, conversations: number): Row[] {
  const name = at.toISOString().slice(0, 10);
  const visitor = conversations * 3.4;
  const counters: [Measure, number][] = [
    ['opened', conversations],
    ['closed', conversations * 0.94],
    ['visitor', visitor],
    ['team', conversations * 3.1],
  ];
  const parts = (measure: Measure, shares: number[], whole: number): Row[] =>
    shares.map((share, bucket) => [name, measure, bucket, inGroups((whole * share) / 100, at, bucket)]);
  const rows: Row[] = [
    ...counters.map(([measure, total]): Row => [name, measure, 0, inGroups(total, at, 0)]),
    ...parts('hour', hours, visitor),
    ...parts('answered', answered, conversations),
    ...parts('settled', settled, conversations * 0.94),
  ];
  return rows.filter(([, , , total]) => total > 0);
}

/** As counted: by whole groups. What is left over shows on some later day. */
function inGroups(total: number, at: Date, bucket: number): number {
  const { fewest } = usualChoice;
  return Math.floor(total / fewest + chance(at.getTime() / day + 31 * bucket)) * fewest;
}

/** 0–1, always the same for the same number. */
const chance = (seed: number): number => Math.abs(Math.sin(Math.floor(seed) * 12.9898) * 43_758.5453) % 1;
