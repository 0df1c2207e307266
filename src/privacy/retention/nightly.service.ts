import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { LoneAccounts } from './lone-accounts.service';
import { Purge } from './purge.service';

const lookEvery = 10 * 60_000;
const day = 86_400_000;
/** Hours after midnight (UTC): where most people sleep. */
const hour = 3;
/** Days that a copy of the database from before an upgrade is kept: it still holds what was purged since. */
const snapshotDays = 30;

/** Has every workspace purged once a night: by one node, however many there are, and later if all of them slept. */
@Injectable()
export class NightlyPurge implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('retention');
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly purge: Purge,
    private readonly accounts: LoneAccounts,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.plan();
    this.timer = setInterval(() => {
      this.look().catch((error: Error) => this.logger.warn(`The nightly purge begins later: ${error.name}`));
    }, lookEvery);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Begins what is due, if nobody else has. @returns whether it was due */
  async look(): Promise<boolean> {
    const [due] = await this.database.query<{ value: string }>("SELECT value FROM setting WHERE name = 'retention.next'");
    if (!due || Number(due.value) > this.clock.millis()) return false;
    const claim = "UPDATE setting SET value = ? WHERE name = 'retention.next' AND value = ? RETURNING name";
    const mine = await this.database.transaction((tx) => tx.run(claim, [String(this.nextNight()), due.value]));
    if (!mine.length) return false;
    await this.removeSnapshots();
    await this.accounts.note();
    for (const { id } of await this.database.query<{ id: string }>('SELECT id FROM workspace ORDER BY id'))
      await this.purge.begin(id, false);
    return true;
  }

  private async plan(): Promise<void> {
    const sql = "INSERT INTO setting (name, value) VALUES ('retention.next', ?) ON CONFLICT (name) DO NOTHING";
    await this.database.transaction((tx) => tx.run(sql, [String(this.nextNight())]));
  }

  private nextNight(): number {
    const now = this.clock.millis();
    const tonight = Math.floor(now / day) * day + hour * 3_600_000;
    return tonight > now ? tonight : tonight + day;
  }

  private async removeSnapshots(): Promise<void> {
    const folder = join(this.settings.DATA_DIR, 'snapshots');
    for (const name of await readdir(folder).catch(() => [])) {
      const { mtimeMs } = await stat(join(folder, name));
      if (mtimeMs < this.clock.millis() - snapshotDays * day) await rm(join(folder, name), { force: true });
    }
  }
}
