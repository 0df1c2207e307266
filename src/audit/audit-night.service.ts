import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import { SettingsStore } from '../database/settings-store';
import { AuditService } from './audit.service';
import { serverChain } from './chain.types';
import { ChainCheck } from './chain-check.service';
import { ChainEnds } from './chain-ends.service';
import { Checkpoints } from './checkpoints.service';
import { RestoredDatabase } from './restored-database.service';
import { ServerLogPruning } from './server-log-pruning.service';

const lookEvery = 10 * 60_000;
const day = 86_400_000;
/** Hours after midnight (UTC). */
const hour = 2;

/** Once a night, on one node: every chain is checked and signed. */
@Injectable()
export class AuditNight implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('audit');
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly ends: ChainEnds,
    private readonly checkpoints: Checkpoints,
    private readonly check: ChainCheck,
    private readonly restored: RestoredDatabase,
    private readonly pruning: ServerLogPruning,
    private readonly settings: SettingsStore,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const chain of await this.ends.all()) {
      if (await this.database.transaction((tx) => this.ends.sealOnce(tx, chain))) await this.checkpoints.issue(chain, 'first');
    }
    await this.restored.look();
    if ((await this.settings.get('audit.next')) === undefined)
      await this.database.transaction((tx) => this.settings.set(tx, 'audit.next', String(this.nextNight())));
    this.timer = setInterval(() => {
      this.look().catch((error: Error) => this.logger.warn(`The log is checked later: ${error.name}`));
    }, lookEvery);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns whether it was due, and nobody else does it */
  async look(): Promise<boolean> {
    const due = await this.settings.get('audit.next');
    if (due === undefined || Number(due) > this.clock.millis()) return false;
    const claim = "UPDATE setting SET value = ? WHERE name = 'audit.next' AND value = ? RETURNING name";
    if (!(await this.database.transaction((tx) => tx.run(claim, [String(this.nextNight()), due]))).length) return false;
    for (const chain of await this.ends.all()) await this.night(chain);
    await this.pruning.run();
    return true;
  }

  /** Signs what is right, and tells of what is not: once for each new fault. */
  private async night(chain: string): Promise<void> {
    const before = await this.check.state(chain);
    const { fault } = await this.check.checkAndNote(chain);
    if (!fault) {
      const newest = await this.checkpoints.newest(chain);
      if ((newest?.place ?? 0) < (await this.check.state(chain)).place) await this.checkpoints.issue(chain, 'daily');
      return;
    }
    if (JSON.stringify(before.fault) === JSON.stringify(fault)) return;
    const workspaceId = chain === serverChain ? null : chain;
    const act = { workspaceId, accountId: null, action: 'chain.broken', target: chain };
    await this.database.transaction((tx) =>
      this.audit.record(tx, { ...act, details: { place: fault.place, fault: fault.fault } }),
    );
  }

  private nextNight(): number {
    const now = this.clock.millis();
    const tonight = Math.floor(now / day) * day + hour * 3_600_000;
    return tonight > now ? tonight : tonight + day;
  }
}
