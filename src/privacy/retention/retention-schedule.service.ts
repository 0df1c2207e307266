import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import type { KeptLine } from '../../data-map/ages';
import type { Category, Subject } from '../../data-map/personal';
import { EventBus } from '../../events/event-bus';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { DataMap } from '../data-map/data-map.service';
import type { PurgeRule } from './purge.types';
import { RetentionChoice } from './retention-choice.entity';
import { lines, linesFor, mostDays, retentionReasons, type RetentionReason } from './retention-lines';

export interface RetentionRule {
  /** Of the schedule; or a kind of data, where there is no time for it. */
  line: KeptLine | Category;
  category: Category;
  /** Name of the website that it holds for; null: for all that have none of their own. */
  website: string | null;
  /** Days; null: until it is erased. */
  days: number | null;
  reason: RetentionReason;
}
export interface ScheduleLine {
  line: KeptLine;
  websiteId: string | null;
  days: number | null;
  reason: RetentionReason;
  /** Somebody chose it; otherwise it is the usual. */
  chosen: boolean;
}
export type ChosenTime = Pick<ScheduleLine, 'line' | 'websiteId' | 'days' | 'reason'>;

const reasonOf: Record<Category, RetentionReason> = {
  account: 'agreements',
  contact: 'service',
  conversation: 'service',
  file: 'service',
  technical: 'service',
  location: 'service',
  activity: 'records',
  security: 'disputes',
};

/** How long each kind of data is kept, and why. */
@Injectable()
export class RetentionSchedule {
  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly websites: WebsitesService,
    private readonly identities: LegalIdentities,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** Of a workspace's visitors; of accounts for the operator, who have no end but their own. */
  async all(workspaceId: string, subject: Subject): Promise<RetentionRule[]> {
    if (subject === 'account') return this.ofAccounts();
    const names = new Map((await this.websites.list(workspaceId)).map(({ id, name }) => [id, name]));
    return (await this.of(workspaceId)).flatMap(({ line, websiteId, days, reason }) => {
      const { category } = lines[line];
      return category && !lines[line].ofOperator
        ? [{ line, category, website: websiteId && (names.get(websiteId) ?? null), days, reason }]
        : [];
    });
  }

  /** Every line: for the workspace, and then for each website that has a time of its own. */
  async of(workspaceId: string): Promise<ScheduleLine[]> {
    const rows = await this.database.read.find(RetentionChoice, { where: { workspaceId }, order: { websiteId: 'ASC' } });
    return (await this.linesOf(workspaceId)).flatMap((line): ScheduleLine[] => {
      const chosen = rows
        .filter((row) => row.line === line)
        .map(({ websiteId, days, reason }) => ({ line, websiteId: websiteId || null, days, reason, chosen: true }));
      const general = chosen.find(({ websiteId }) => websiteId === null);
      const usual = { line, websiteId: null, days: lines[line].usual, reason: lines[line].reason, chosen: false };
      return [general ?? usual, ...chosen.filter(({ websiteId }) => websiteId !== null)];
    });
  }

  /**
   * What a purge goes by: one rule for each line and website.
   *
   * @param instead a choice that somebody only tries
   */
  async rules(workspaceId: string, instead?: ChosenTime): Promise<PurgeRule[]> {
    const websites = await this.websites.list(workspaceId);
    const schedule = (await this.of(workspaceId)).filter(
      ({ line, websiteId }) => !instead || line !== instead.line || websiteId !== instead.websiteId,
    );
    const times: ChosenTime[] = [...(instead ? [instead] : []), ...schedule];
    return (await this.linesOf(workspaceId)).flatMap((line): PurgeRule[] => {
      const mine = times.filter((time) => time.line === line);
      const general = mine.find(({ websiteId }) => websiteId === null)!;
      if (!lines[line].byWebsite) return [{ line, websiteId: null, days: general.days }];
      return websites.map(({ id }) => ({
        line,
        websiteId: id,
        days: (mine.find(({ websiteId }) => websiteId === id) ?? general).days,
      }));
    });
  }

  /** What grows old there. */
  async linesOf(workspaceId: string): Promise<KeptLine[]> {
    return linesFor((await this.identities.operatorWorkspace()) === workspaceId);
  }

  /** @throws ChatError request.not_found, retention.days, retention.reason, retention.website */
  async check(workspaceId: string, { line, websiteId, days, reason }: ChosenTime): Promise<void> {
    const { fewest, byWebsite } = lines[line];
    if (!(await this.linesOf(workspaceId)).includes(line)) throw new ChatError('request.not_found');
    if (days !== null && (!Number.isInteger(days) || days < fewest || days > mostDays)) throw new ChatError('retention.days');
    if (!retentionReasons.includes(reason)) throw new ChatError('retention.reason');
    if (websiteId === null) return;
    await this.websites.ofWorkspace(workspaceId, websiteId);
    if (!byWebsite) throw new ChatError('retention.website');
  }

  /** @throws as {@link check} */
  async choose({ workspaceId, account }: Agent, chosen: ChosenTime): Promise<void> {
    await this.check(workspaceId, chosen);
    const { line, websiteId, days, reason } = chosen;
    await this.database.transaction(async (tx) => {
      await tx.run(
        `INSERT INTO retention_choice (workspace_id, website_id, line, days, reason, at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (workspace_id, website_id, line) DO UPDATE SET days = excluded.days, reason = excluded.reason, at = excluded.at`,
        [workspaceId, websiteId ?? '', line, days, reason, this.clock.millis()],
      );
      const details = { line, reason, ...(days !== null && { days }) };
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'retention.changed',
        target: websiteId ?? workspaceId,
        details,
      });
      tx.afterCommit(() => this.events.publish('retention.changed', { workspaceId }));
    });
  }

  /** Back to the usual time, or to that of the workspace. */
  async forget({ workspaceId, account }: Agent, line: KeptLine, websiteId: string | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      const sql = 'DELETE FROM retention_choice WHERE workspace_id = ? AND website_id = ? AND line = ? RETURNING line';
      if (!(await tx.run(sql, [workspaceId, websiteId ?? '', line])).length) return;
      const act = {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'retention.changed',
        target: websiteId ?? workspaceId,
      };
      await this.audit.record(tx, { ...act, details: { line } });
      tx.afterCommit(() => this.events.publish('retention.changed', { workspaceId }));
    });
  }

  private async ofAccounts(): Promise<RetentionRule[]> {
    const categories = new Set<Category>();
    for (const { columns } of this.map.heldOf('account'))
      for (const { declaration } of columns) if (declaration.personal) categories.add(declaration.category);
    const ends = (await this.of((await this.identities.operatorWorkspace()) ?? '')).filter(({ line }) => lines[line].ofOperator);
    return [
      ...[...categories]
        .sort()
        .map((category) => ({ line: category, category, website: null, days: null, reason: reasonOf[category] })),
      ...ends.map(({ line, days, reason }) => ({ line, category: lines[line].category!, website: null, days, reason })),
    ];
  }
}
