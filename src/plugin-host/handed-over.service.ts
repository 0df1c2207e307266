import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { PluginPurpose } from '../plugin-api';
import { EnablementsService } from './enablement/enablements.service';

/** What one recipient got about one person. */
export interface HandedOver {
  recipient: string;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
  /** Names of fields, never values. */
  fields: string[];
  times: number;
  lastAt: Date;
}

/** For a person: who got what about them, and what it can still be used for. */
@Injectable()
export class HandedOverService {
  constructor(
    private readonly database: Database,
    private readonly enablements: EnablementsService,
  ) {}

  /** By recipient, the latest first; by the index of the ledger, however many hand-overs there were. */
  async of(workspaceId: string, subjectId: string): Promise<HandedOver[]> {
    const rows = await this.database.query<{
      recipient: string;
      country: string | null;
      fields: string;
      times: number | string;
      last: number | string;
    }>(
      `SELECT recipient, country, fields, count(*) AS times, max(at) AS last FROM disclosure
       WHERE workspace_id = ? AND subject_id = ? GROUP BY recipient, country, fields ORDER BY max(at) DESC`,
      [workspaceId, subjectId],
    );
    const found = new Map<string, HandedOver>();
    for (const { recipient, country, fields, times, last } of rows) {
      const key = `${recipient} ${country}`;
      const known = found.get(key) ?? { recipient, country, fields: [], times: 0, lastAt: new Date(Number(last)) };
      known.fields = [...new Set([...known.fields, ...(JSON.parse(fields) as string[])])];
      known.times += Number(times);
      found.set(key, known);
    }
    return [...found.values()];
  }

  /**
   * The purposes of what is switched on that a person can object to: what stands on a legitimate interest, and advertising (Art. 21 GDPR).
   * What stands on consent is withdrawn instead.
   */
  async objectionable(workspaceId: string): Promise<PluginPurpose[]> {
    const enabled = (await this.enablements.of(workspaceId)).map(({ manifest }) => manifest.privacy);
    const open = enabled.filter(
      ({ recipient, basis, purpose }) => recipient !== null && (basis === 'legitimate-interest' || purpose === 'marketing'),
    );
    return [...new Set(open.map(({ purpose }) => purpose))];
  }
}
