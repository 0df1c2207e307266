import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../database/database';
import { OutboxService } from '../../outbox/outbox.service';
import { RESTRICTION_CHANGED } from '../../privacy/standing.service';
import type { SubjectKind } from '../plugin-host.types';
import { PersonalDataCalls } from './personal-data-calls.service';

/** A restriction that is set or lifted here is passed on to everybody who has copies (Art. 19 GDPR). */
@Injectable()
export class StandingNews implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxService,
    private readonly calls: PersonalDataCalls,
  ) {}

  onModuleInit(): void {
    this.outbox.handle(RESTRICTION_CHANGED, async ({ workspaceId, kind, id }) => {
      await this.database.transaction((tx) => this.calls.request(tx, workspaceId, { kind: kind as SubjectKind, id }, 'restrict'));
    });
  }
}
