import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service';
import type { Agent } from '../common/access';
import { Clock } from '../common/clock';
import { newId } from '../common/ids';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { Workspace } from './workspace.entity';

export const defaultAccent = '#5b5bd6';

/** Businesses that talk with their visitors. */
@Injectable()
export class WorkspacesService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  async create(tx: Transaction, name: string): Promise<Workspace> {
    const workspace = {
      id: newId(this.clock.millis()),
      name,
      accent: defaultAccent,
      allowedRegions: [],
      createdAt: this.clock.now(),
    };
    await tx.manager.insert(Workspace, workspace);
    return workspace;
  }

  async update(id: string, changes: Pick<Workspace, 'name' | 'accent'>): Promise<void> {
    await this.database.transaction((tx) => tx.manager.update(Workspace, { id }, changes));
  }

  /** Where recipients of personal data may be: countries (ISO 3166-1 alpha-2) and groups of `common/regions`; none: anywhere. */
  async allowRegions({ workspaceId, account }: Agent, regions: string[]): Promise<void> {
    const allowedRegions = [...new Set(regions)].sort();
    await this.database.transaction(async (tx) => {
      await tx.manager.update(Workspace, { id: workspaceId }, { allowedRegions });
      const act = { action: 'workspace.regions_allowed', target: workspaceId, details: { regions: allowedRegions } };
      await this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, ...act });
      tx.afterCommit(() => this.events.publish('regions.changed', { workspaceId }));
    });
  }

  get(id: string): Promise<Workspace> {
    return this.database.read.findOneByOrFail(Workspace, { id });
  }

  exists(id: string): Promise<boolean> {
    return this.database.read.existsBy(Workspace, { id });
  }

  /** Those that an account is a member of, for the switcher; the oldest membership first. */
  ofAccount(accountId: string): Promise<Pick<Workspace, 'id' | 'name' | 'accent'>[]> {
    return this.database.query(
      `SELECT w.id, w.name, w.accent FROM member m JOIN workspace w ON w.id = m.workspace_id
       WHERE m.account_id = ? AND m.disabled_at IS NULL ORDER BY m.joined_at, w.id`,
      [accountId],
    );
  }
}
