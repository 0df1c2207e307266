import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service';
import type { Agent } from '../common/access';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import { Counter } from './counting/counter';
import { localTime } from './counting/local-day';
import type { Choice } from './counting/tally';
import { type RangeName, rangeOf } from './report/ranges';
import { reportOf, type Cell, type Report } from './report/report';
import { StatisticsChoice, usualChoice, type Measure } from './statistic.entity';

export interface WebsiteCell extends Cell {
  websiteId: string;
}

/** What a workspace may see of its numbers: groups that are large enough, and sums of them. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly database: Database,
    private readonly counter: Counter,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async choiceOf(workspaceId: string): Promise<Choice> {
    const chosen = await this.database.read.findOneBy(StatisticsChoice, { workspaceId });
    return chosen ? { fewest: chosen.fewest, timeZone: chosen.timeZone } : usualChoice;
  }

  /** Holds for what is counted from now on: what was shown before stays as it was shown. */
  async choose({ workspaceId, account }: Agent, choice: Choice): Promise<void> {
    await this.counter.catchUp();
    await this.database.transaction(async (tx) => {
      await tx.manager.save(StatisticsChoice, { workspaceId, ...choice });
      const details = { fewest: choice.fewest, timeZone: choice.timeZone };
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'statistics.configured',
        target: workspaceId,
        details,
      });
    });
  }

  /** @param websiteId of this workspace, as the caller has made sure; undefined: all */
  async report(workspaceId: string, rangeName: RangeName, websiteId?: string): Promise<Report> {
    const range = await this.range(workspaceId, rangeName);
    const ofWebsite = websiteId ? 'AND website_id = ?' : '';
    const last = range.steps.at(-1)!.last;
    const cells = await this.database.query<{ day: string; measure: Measure; bucket: number; total: number | string }>(
      `SELECT day, measure, bucket, SUM(total) AS total FROM statistic
       WHERE workspace_id = ? ${ofWebsite} AND day >= ? AND day <= ? GROUP BY day, measure, bucket`,
      [workspaceId, ...(websiteId ? [websiteId] : []), range.before.first, last],
    );
    return reportOf(
      range,
      cells.map((cell) => ({ ...cell, total: Number(cell.total) })),
    );
  }

  /** The groups one by one, for a file. */
  async cells(workspaceId: string, rangeName: RangeName, websiteId?: string): Promise<WebsiteCell[]> {
    const { steps } = await this.range(workspaceId, rangeName);
    const ofWebsite = websiteId ? 'AND website_id = ?' : '';
    return this.database.query<WebsiteCell>(
      `SELECT day, website_id AS "websiteId", measure, bucket, total FROM statistic
       WHERE workspace_id = ? ${ofWebsite} AND day >= ? AND day <= ? ORDER BY day, website_id, measure, bucket`,
      [workspaceId, ...(websiteId ? [websiteId] : []), steps[0].first, steps.at(-1)!.last],
    );
  }

  private async range(workspaceId: string, name: RangeName) {
    await this.counter.catchUp();
    const { timeZone } = await this.choiceOf(workspaceId);
    return rangeOf(name, localTime(this.clock.millis(), timeZone).day);
  }
}
