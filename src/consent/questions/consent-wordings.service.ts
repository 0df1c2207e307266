import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import type { ConsentQuestion } from './consent-questions.service';
import { ConsentWording } from './consent-wording.entity';

/** Keeps the words in which people were asked, once somebody answered them. */
@Injectable()
export class ConsentWordings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async keep(tx: Transaction, workspaceId: string, { wording, language, words }: ConsentQuestion): Promise<void> {
    await tx.run(
      'INSERT INTO consent_wording (workspace_id, id, language, words, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      [workspaceId, wording, language, words, this.clock.millis()],
    );
  }

  async of(workspaceId: string, wording: string): Promise<ConsentWording | null> {
    return this.database.read.findOneBy(ConsentWording, { workspaceId, id: wording });
  }
}
