import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import type { Transaction } from '../../database/transaction';
import { OutboxService } from '../../outbox/outbox.service';

/** Kind of the job that tells account holders of a new version. */
export const NOTICE_TELL = 'notice.tell';
/** Milliseconds: who changes several things within it makes one mail of them. */
const quiet = 60 * 60 * 1000;

/** Plans to tell everybody with an account that their notice is another one. */
@Injectable()
export class NoticeTelling {
  constructor(
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  async plan(tx: Transaction, number: number): Promise<void> {
    const runAt = new Date(this.clock.millis() + quiet);
    await this.outbox.add(tx, { kind: NOTICE_TELL, workspaceId: null, payload: { number: String(number), after: '' }, runAt });
  }
}
