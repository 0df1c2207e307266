import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import type { SqlValue } from '../../database/transaction';
import { DataMap, type RecordKind } from './data-map.service';

/** Rows that are counted in one go, so that nobody waits behind it. */
const windowSize = 5_000;
/** Milliseconds that a count is good for: a page that is loaded again need not count again. */
const remembered = 60_000;

/** How many records of each kind a workspace has. */
@Injectable()
export class RowCounts {
  private readonly known = new Map<string, { at: number; counts: Promise<Map<string, number>> }>();

  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly clock: Clock,
  ) {}

  /** Name of the entity → rows, of everything that can be about visitors. */
  ofVisitors(workspaceId: string): Promise<Map<string, number>> {
    const known = this.known.get(workspaceId);
    if (known && this.clock.millis() - known.at < remembered) return known.counts;
    const counts = this.countAll(workspaceId);
    this.known.set(workspaceId, { at: this.clock.millis(), counts });
    counts.catch(() => this.known.delete(workspaceId));
    return counts;
  }

  private async countAll(workspaceId: string): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const kind of this.map.heldOf('visitor')) counts.set(kind.name, await this.count(kind, workspaceId));
    return counts;
  }

  private async count(kind: RecordKind, workspaceId: string): Promise<number> {
    const key = kind.columns.find(({ property }) => property === kind.key[0])!;
    const hasTenant = kind.columns.some(({ property }) => property === 'workspaceId');
    const isMine = hasTenant
      ? 'workspace_id = ?'
      : 'conversation_id IN (SELECT id FROM conversation WHERE conversation.workspace_id = ?)';
    const total = async (where: string, values: SqlValue[]) => {
      const sql = `SELECT count(*) AS total FROM ${kind.table} WHERE ${where} ${isMine}`;
      return Number((await this.database.query<{ total: number | string }>(sql, [...values, workspaceId]))[0].total);
    };
    if (kind.key.length > 1) return total('', []);
    let sum = 0;
    for (let from: SqlValue = key.metadata.isGenerated ? 0 : ''; ;) {
      const sql: string = `SELECT ${key.column} AS id FROM ${kind.table} WHERE ${key.column} > ? ORDER BY ${key.column} LIMIT 1 OFFSET ${windowSize - 1}`;
      const [last]: { id: string }[] = await this.database.query<{ id: string }>(sql, [from]);
      if (!last) return sum + (await total(`${key.column} > ? AND`, [from]));
      sum += await total(`${key.column} > ? AND ${key.column} <= ? AND`, [from, last.id]);
      from = last.id;
      await new Promise(setImmediate);
    }
  }
}
