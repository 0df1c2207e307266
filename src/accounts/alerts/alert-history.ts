import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { exported, failures, massExport, refused, signedIn, type Judged, type Seen } from './alert-rules';

interface Row {
  id: string;
  workspaceId: string | null;
  accountId: string | null;
  action: string;
  target: string;
  chain: string;
  place: number | string;
  at: number | string;
  salt: string | null;
  network: string | null;
  country: string | null;
  device: string | null;
}
export interface JudgedAct extends Judged {
  workspaceId: string | null;
  /** Whose account it is about. */
  accountId: string | null;
}

const reading = `SELECT e.id, e.workspace_id AS "workspaceId", e.account_id AS "accountId", e.action, e.target, e.chain, e.place, e.at, o.salt, o.network, o.country, o.device
FROM audit_entry e LEFT JOIN audit_origin o ON o.id = e.id WHERE e.id = ?`;
const earlierSignIns = `SELECT o.network, o.country, o.device, o.at FROM audit_origin o JOIN audit_entry e ON e.id = o.id
WHERE o.account_id = ? AND o.id < ? AND e.action = '${signedIn}' ORDER BY o.id DESC LIMIT 200`;

/** What there was before an act. */
@Injectable()
export class AlertHistory {
  constructor(private readonly database: Database) {}

  /** @returns undefined if the act is not there any more */
  async of(entryId: string): Promise<JudgedAct | undefined> {
    const [row] = await this.database.query<Row>(reading, [entryId]);
    if (!row) return undefined;
    const { workspaceId, action, network, country, device } = row;
    const at = Number(row.at);
    const accountId = action === refused ? (row.target.startsWith('unknown:') ? null : row.target) : row.accountId;
    const earlier = action === signedIn && accountId ? await this.database.query<Seen>(earlierSignIns, [accountId, row.id]) : [];
    return {
      ...{ workspaceId, accountId, action, at },
      ...(row.salt !== null && { origin: { network, country, device } }),
      earlier: earlier.map((one) => ({ ...one, at: Number(one.at) })),
      refusals: action === refused ? await this.countUpTo(row, 'target', row.target, at - failures.within) : 0,
      exports: action === exported && accountId ? await this.countUpTo(row, 'account_id', accountId, at - massExport.within) : 0,
    };
  }

  /**
   * Acts of the same kind about the same account (an address that nobody has is counted the same), up to this one in the order of its
   * chain: whichever is judged first, each has a number of its own.
   */
  private async countUpTo({ chain, place, action }: Row, column: 'account_id' | 'target', value: string, since: number) {
    const sql = `SELECT count(*) AS total FROM audit_entry WHERE chain = ? AND ${column} = ? AND action = ? AND at >= ? AND place <= ?`;
    const [{ total }] = await this.database.query<{ total: number | string }>(sql, [chain, value, action, since, Number(place)]);
    return Number(total);
  }
}
