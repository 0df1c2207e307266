import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Database } from '../database/database';

const writeEvery = 30_000;
const mostAtOnce = 500;

/** When visitors were last here: collected, and written down now and then, so that a thousand that come back write once. */
@Injectable()
export class LastSeen implements OnApplicationShutdown {
  private readonly seen = new Set<string>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  note(visitorId: string): void {
    this.seen.add(visitorId);
    this.timer ??= setTimeout(() => void this.write(), writeEvery).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
  }

  /** A disk that fails loses a time of day, nothing else. */
  private async write(): Promise<void> {
    this.timer = undefined;
    const all = [...this.seen];
    this.seen.clear();
    for (let from = 0; from < all.length; from += mostAtOnce) {
      const ids = all.slice(from, from + mostAtOnce);
      const places = ids.map(() => '?').join(', ');
      const sql = `UPDATE visitor SET seen_at = ? WHERE id IN (${places})`;
      await this.database.transaction((tx) => tx.run(sql, [this.clock.millis(), ...ids])).catch(() => undefined);
    }
  }
}
