import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { WritingPreference } from './writing-preference.entity';

/** Whether personal data is hidden before a text leaves; it is, unless a workspace says otherwise. */
@Injectable()
export class WritingPreferences {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async masks(workspaceId: string): Promise<boolean> {
    return !(await this.database.read.findOneBy(WritingPreference, { workspaceId }))?.unmasked;
  }

  async change({ workspaceId, account }: Agent, { masks }: { masks: boolean }): Promise<void> {
    if (masks === (await this.masks(workspaceId))) return;
    await this.database.transaction(async (tx) => {
      await tx.manager.save(WritingPreference, { workspaceId, unmasked: !masks, changedAt: this.clock.now() });
      const action = masks ? 'writing.masking_on' : 'writing.masking_off';
      await this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, action, target: workspaceId });
    });
  }
}
