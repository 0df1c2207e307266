import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import { Closing } from '../../common/closing';
import { Database } from '../../database/database';
import { OutboxService } from '../../outbox/outbox.service';
import { RowWatch } from '../erasure/row-watch.service';
import { CountingHand } from './counting-hand';
import { LoneAccounts } from './lone-accounts.service';
import type { Hand, KeptBecause, PurgeRule, Scope, Taken } from './purge.types';
import { lineNames } from './retention-lines';
import { RetentionRun } from './retention-run.entity';
import { RetentionSchedule, type ChosenTime } from './retention-schedule.service';
import { Sweep } from './sweep.service';
import { TakingHand } from './taking-hand';

/** Kind of the job that purges one workspace. */
export const PURGE = 'retention.purge';
const day = 86_400_000;

export interface DryRun {
  taken: Taken;
  /** Persons whose data stays although its time is over. */
  kept: Record<KeptBecause, number>;
}

/** Takes what is past its time: counted beforehand on request, and written down afterwards. */
@Injectable()
export class Purge implements OnModuleInit {
  /** One after the other on this node. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly schedule: RetentionSchedule,
    private readonly sweep: Sweep,
    private readonly accounts: LoneAccounts,
    private readonly watch: RowWatch,
    private readonly outbox: OutboxService,
    private readonly closing: Closing,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle(PURGE, ({ run }) => {
      const mine = this.last.then(() => this.run(run));
      this.last = mine.catch(() => undefined);
      return mine;
    });
  }

  /**
   * What a purge would take now.
   *
   * @param instead a choice that somebody only tries
   */
  async dryRun(workspaceId: string, instead?: ChosenTime): Promise<DryRun> {
    const hand = new CountingHand(this.database);
    await this.through(workspaceId, await this.schedule.rules(workspaceId, instead), this.clock.millis(), hand);
    return { taken: hand.taken, kept: { hold: hand.kept.hold.size, restriction: hand.kept.restriction.size } };
  }

  /** Asking while one is under way is the same one. @returns the identifier of the run */
  async begin(workspaceId: string, byHand: boolean): Promise<string> {
    const rules = await this.schedule.rules(workspaceId);
    return this.database.transaction(async (tx) => {
      if (this.database.isPostgres)
        await tx.run('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`purge ${workspaceId}`]);
      const sql = "SELECT id FROM retention_run WHERE workspace_id = ? AND state = 'running'";
      const [running] = await tx.run<{ id: string }>(sql, [workspaceId]);
      if (running) return running.id;
      const begunAt = this.clock.now();
      const id = newId(begunAt.getTime());
      const open = { state: 'running' as const, taken: '{}', kept: '{}', doneAt: null };
      await tx.manager.insert(RetentionRun, { id, workspaceId, byHand, rules: JSON.stringify(rules), begunAt, ...open });
      await this.outbox.add(tx, { kind: PURGE, workspaceId, payload: { run: id } });
      return id;
    });
  }

  /** The newest first. */
  runs(workspaceId: string, limit: number): Promise<RetentionRun[]> {
    return this.database.read.find(RetentionRun, { where: { workspaceId }, order: { id: 'DESC' }, take: limit });
  }

  /** From its beginning, or from wherever a killed process left it: what was taken is not found again. */
  private async run(id: string): Promise<void> {
    const run = await this.database.read.findOneBy(RetentionRun, { id });
    if (run?.state !== 'running') return;
    const hand = new TakingHand(this.database, this.watch, run, () => this.goesOn());
    await this.through(run.workspaceId, JSON.parse(run.rules) as PurgeRule[], run.begunAt.getTime(), hand, id);
    if (hand.tables.size) await this.database.scrub([...hand.tables]);
    const kept = { hold: hand.kept.hold.size, restriction: hand.kept.restriction.size };
    await this.database.transaction((tx) =>
      tx.manager.update(RetentionRun, { id }, { state: 'done', kept: JSON.stringify(kept), doneAt: this.clock.now() }),
    );
  }

  private async through(
    workspaceId: string,
    rules: readonly PurgeRule[],
    now: number,
    hand: Hand,
    runId?: string,
  ): Promise<void> {
    const scopes = rules.flatMap(({ line, websiteId, days }): Scope[] =>
      days === null ? [] : [{ line, workspaceId, websiteId, before: now - days * day }],
    );
    for (const line of lineNames)
      for (const scope of scopes.filter((one) => one.line === line)) {
        this.goesOn();
        if (line === 'accounts') await this.accounts.run(scope, hand, runId);
        else await this.sweep.run(scope, scopes, hand);
      }
  }

  private goesOn(): void {
    if (this.closing.closing) throw new Error('The server stops; the purge goes on after its start');
  }
}
