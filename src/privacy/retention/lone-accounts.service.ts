import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { ErasureService } from '../erasure/erasure.service';
import { Holds } from '../erasure/holds.service';
import { addTo } from './counting-hand';
import type { Hand, Scope, Taken } from './purge.types';

const line = 'accounts';
const table = 'account';

/**
 * Accounts that belong to no workspace any more. Nobody has a use for them, and what hangs on one is more than a row: each is erased as if
 * its person had asked, with a certificate, and stays erased in a backup that is put back.
 */
@Injectable()
export class LoneAccounts {
  constructor(
    private readonly database: Database,
    private readonly erasures: ErasureService,
    private readonly holds: Holds,
    private readonly clock: Clock,
  ) {}

  /** Notes who is alone since today, and forgets it of those who are not. */
  async note(): Promise<void> {
    const belongs = 'EXISTS (SELECT 1 FROM member WHERE member.account_id = account.id)';
    await this.database.transaction(async (tx) => {
      const now = this.clock.millis();
      await tx.run(`UPDATE account SET alone_since = ? WHERE alone_since IS NULL AND NOT ${belongs}`, [now]);
      await tx.run(`UPDATE account SET alone_since = NULL WHERE alone_since IS NOT NULL AND ${belongs}`);
    });
  }

  /** Counts them, or has each erased. Who is under a hold, or asked that their data only be stored, stays. */
  async run({ workspaceId, before }: Scope, hand: Hand, runId: string | undefined): Promise<void> {
    const due = await this.due(before);
    const free: string[] = [];
    for (const { id, isRestricted } of due) {
      if (isRestricted) hand.keeps('restriction', [id]);
      else if (await this.isHeld(workspaceId, id)) hand.keeps('hold', [id]);
      else free.push(id);
    }
    if (!runId) return hand.counts?.(line, table, free.length);
    for (const id of free) if (await this.erase(workspaceId, id)) await this.database.transaction((tx) => noted(tx, runId));
  }

  private async due(before: number): Promise<{ id: string; isRestricted: boolean }[]> {
    const rows = await this.database.query<{ id: string; restricted: number | string }>(
      `SELECT account.id, (SELECT count(*) FROM restriction WHERE restriction.subject_id = account.id AND restriction.restricted) AS restricted
       FROM account WHERE alone_since < ? AND NOT EXISTS (SELECT 1 FROM member WHERE member.account_id = account.id)
         AND NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.subject_id = account.id AND erasure.state = 'running') ORDER BY account.id`,
      [before],
    );
    return rows.map(({ id, restricted }) => ({ id, isRestricted: Number(restricted) > 0 }));
  }

  /** By any workspace: whoever left one may still be the subject of its lawsuit. */
  private async isHeld(workspaceId: string, id: string): Promise<boolean> {
    const sql = 'SELECT DISTINCT workspace_id AS id FROM legal_hold WHERE subject_id = ?';
    const found = await this.database.query<{ id: string }>(sql, [id]);
    for (const holder of new Set([workspaceId, ...found.map((one) => one.id)]))
      if (await this.holds.of({ workspaceId: holder, kind: 'account', id })) return true;
    return false;
  }

  private async erase(workspaceId: string, id: string): Promise<boolean> {
    try {
      await this.erasures.begin({ workspaceId, kind: 'account', id });
      return true;
    } catch (error) {
      // A hold that was put on this very moment.
      if (error instanceof ChatError) return false;
      throw error;
    }
  }
}

async function noted(tx: Transaction, runId: string): Promise<void> {
  const [row] = await tx.run<{ taken: string }>('SELECT taken FROM retention_run WHERE id = ?', [runId]);
  const taken = JSON.parse(row.taken) as Taken;
  addTo(taken, line, table, 1);
  await tx.run('UPDATE retention_run SET taken = ? WHERE id = ?', [JSON.stringify(taken), runId]);
}
