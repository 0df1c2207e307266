import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';

/** What goes beyond answering people: off until a workspace chooses it, whatever plugin is enabled. */
export const optionalPurposes = ['improve', 'marketing'] as const;
export type OptionalPurpose = (typeof optionalPurposes)[number];

/** Which of the optional purposes a workspace chose. */
@Injectable()
export class OptionalPurposes {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  async choose(workspaceId: string, purpose: OptionalPurpose, on: boolean, accountId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const changed = on
        ? await tx.run(
            'INSERT INTO chosen_purpose (workspace_id, purpose, chosen_by, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING purpose',
            [workspaceId, purpose, accountId, this.clock.millis()],
          )
        : await tx.run('DELETE FROM chosen_purpose WHERE workspace_id = ? AND purpose = ? RETURNING purpose', [
            workspaceId,
            purpose,
          ]);
      if (!changed.length) return;
      tx.afterCommit(() => this.events.publish('purposes.changed', { workspaceId }));
      const action = on ? 'purpose.chosen' : 'purpose.withdrawn';
      await this.audit.record(tx, { workspaceId, accountId, action, target: purpose });
    });
  }

  async of(workspaceId: string): Promise<ReadonlySet<string>> {
    const run = <Row>(sql: string, values?: readonly (string | number)[]) => this.database.query<Row>(sql, values ?? []);
    return (await this.chosenBy({ run } as Pick<Transaction, 'run'>, [workspaceId])).get(workspaceId)!;
  }

  /** Each of the workspaces → its chosen purposes. */
  async chosenBy(tx: Pick<Transaction, 'run'>, workspaceIds: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
    const rows = await tx.run<{ workspace_id: string; purpose: string }>(
      `SELECT workspace_id, purpose FROM chosen_purpose WHERE workspace_id IN (${workspaceIds.map(() => '?').join(', ')})`,
      workspaceIds,
    );
    const chosen = (id: string) => new Set(rows.filter((row) => row.workspace_id === id).map(({ purpose }) => purpose));
    return new Map(workspaceIds.map((id) => [id, chosen(id)]));
  }
}
