import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction';

export type Counts = Record<string, number>;

/** How much an erasure took from each store: counted in the transaction that takes it, so that a killed process counts nothing twice. */
@Injectable()
export class Tally {
  async add(tx: Pick<Transaction, 'run'>, erasureId: string, counts: Counts): Promise<void> {
    const [row] = await tx.run<{ tally: string }>('SELECT tally FROM erasure WHERE id = ?', [erasureId]);
    const tally = JSON.parse(row.tally) as Counts;
    for (const [store, count] of Object.entries(counts)) if (count) tally[store] = (tally[store] ?? 0) + count;
    await tx.run('UPDATE erasure SET tally = ? WHERE id = ?', [JSON.stringify(tally), erasureId]);
  }
}
