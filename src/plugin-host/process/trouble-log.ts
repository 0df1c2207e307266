import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import type { Trouble } from '../plugin-host.types';

const quietMillis = 1000;

/** Writes down what is wrong with a plugin, and tells its page: when it changes, and at most once a second. */
@Injectable()
export class TroubleLog {
  private readonly logger = new Logger('plugins');
  private readonly due = new Map<string, { workspaceId: string; pluginId: string; trouble: Trouble | null }>();
  private timer?: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  write(workspaceId: string, pluginId: string, trouble: Trouble | null): void {
    if (trouble) this.logger.warn(`${pluginId}: ${trouble}`);
    this.due.set(`${workspaceId}/${pluginId}`, { workspaceId, pluginId, trouble });
    this.timer ??= setTimeout(() => this.flush(), quietMillis).unref();
  }

  /** When everything that is due is written. */
  settled(): Promise<void> {
    if (this.timer) this.flush();
    return this.writing;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const due = [...this.due.values()];
    this.due.clear();
    this.writing = this.writing
      .then(() => this.save(due))
      .catch((error: Error) => this.logger.error(`A trouble was not written: ${error.message}`));
  }

  private async save(due: { workspaceId: string; pluginId: string; trouble: Trouble | null }[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const { workspaceId, pluginId, trouble } of due) {
        // A plugin that works says so once in the life of a server; mostly nobody thought otherwise.
        const changes = trouble ? '' : ' AND trouble IS NOT NULL';
        const sql = `UPDATE plugin_enablement SET trouble = ?, trouble_at = ? WHERE workspace_id = ? AND plugin_id = ?${changes} RETURNING plugin_id`;
        const changed = await tx.run(sql, [trouble, trouble ? this.clock.millis() : null, workspaceId, pluginId]);
        if (changed.length) tx.afterCommit(() => this.events.publish('plugin.changed', { workspaceId, pluginId }));
      }
    });
  }
}
