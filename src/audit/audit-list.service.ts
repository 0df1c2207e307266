import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { SqlValue } from '../database/transaction';

export interface AuditFilter {
  accountId?: string;
  /** Names of acts; none: all. */
  actions?: readonly string[];
  from?: Date;
  /** Not included. */
  until?: Date;
}

/** An act as it is read. */
export interface ListedAct {
  id: string;
  place: number;
  accountId: string | null;
  action: string;
  target: string;
  details: string;
  at: Date;
  network: string | null;
  country: string | null;
  device: string | null;
}

const reading = `SELECT e.id, e.place, e.account_id AS "accountId", e.action, e.target, e.details, e.at, o.network, o.country, o.device
FROM audit_entry e LEFT JOIN audit_origin o ON o.id = e.id`;

/** Reading the log, by what somebody looks for. */
@Injectable()
export class AuditList {
  constructor(private readonly database: Database) {}

  /** The newest first; `before`: the last place of the page before. */
  async list(chain: string, filter: AuditFilter, limit: number, before?: number): Promise<ListedAct[]> {
    const conditions: [sql: string, value: SqlValue | undefined][] = [
      ['e.chain = ?', chain],
      ['e.place < ?', before],
      ['e.account_id = ?', filter.accountId],
      ['e.at >= ?', filter.from?.getTime()],
      ['e.at < ?', filter.until?.getTime()],
    ];
    const asked = conditions.filter((one): one is [string, SqlValue] => one[1] !== undefined);
    const { actions = [] } = filter;
    const named = actions.length ? ` AND e.action IN (${actions.map(() => '?').join(', ')})` : '';
    const sql = `${reading} WHERE ${asked.map(([condition]) => condition).join(' AND ')}${named} ORDER BY e.place DESC LIMIT ${limit}`;
    const rows = await this.database.query<Omit<ListedAct, 'at'> & { at: number | string }>(sql, [
      ...asked.map(([, value]) => value),
      ...actions,
    ]);
    return rows.map((row) => ({ ...row, at: new Date(Number(row.at)) }));
  }
}
