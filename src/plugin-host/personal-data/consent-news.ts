import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CONSENT_CHANGED } from '../../consent/consents.service';
import { Database } from '../../database/database';
import { OutboxService } from '../../outbox/outbox.service';
import type { SubjectKind } from '../plugin-host.types';
import { PersonalDataCalls } from './personal-data-calls.service';

/**
 * Whoever got somebody's data on their consent is told when it is withdrawn, and when it is given again: they hold copies that
 * they may not use any more (Art. 7(3) and 19 GDPR). Whether they may stands in what they are asked, as of then.
 */
@Injectable()
export class ConsentNews implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxService,
    private readonly calls: PersonalDataCalls,
  ) {}

  onModuleInit(): void {
    this.outbox.handle(CONSENT_CHANGED, async ({ workspaceId, kind, id }) => {
      const subject = { kind: kind as SubjectKind, id };
      await this.database.transaction(async (tx) => {
        const rows = await tx.run<{ id: string }>(
          `SELECT DISTINCT plugin_id AS id FROM disclosure
           WHERE workspace_id = ? AND subject_id = ? AND subject_kind = ? AND receipt_id IS NOT NULL`,
          [workspaceId, id, kind],
        );
        const onConsent = new Set(rows.map((row) => row.id));
        if (onConsent.size) await this.calls.request(tx, workspaceId, subject, 'restrict', (plugin) => onConsent.has(plugin));
      });
    });
  }
}
