import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { Keys } from '../../common/keys';
import { randomToken } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { ConsentReceipt } from '../consent-receipt.entity';
import { beginning, commitmentTo, faultIn, hashOf, sealOf, type ChainFault, type ChainLink } from './chain';
import { ConsentChain } from './consent-chain.entity';
import { ReceiptFactsService, type ReceiptFacts } from './receipt-facts.service';

/** A receipt that is not in the chain yet. */
export type NewReceipt = Omit<ConsentReceipt, keyof ReceiptFacts | 'place' | 'salt' | 'commitment' | 'previous' | 'hash'> & {
  subjectId: string;
};

export interface ChainReport {
  /** Receipts that were looked at. */
  length: number;
  /** How many of them were emptied because their person was erased. */
  emptied: number;
  /** The first thing that is wrong; undefined if all is well. */
  fault?: ChainFault;
}

const atOnce = 500;

/** Adds receipts to the chain of their workspace, and tells whether it is whole. */
@Injectable()
export class ReceiptChain {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly facts: ReceiptFactsService,
    keys: Keys,
  ) {
    this.key = keys.derive('consent chain');
  }

  async add(tx: Transaction, receipt: NewReceipt): Promise<void> {
    const { workspaceId } = receipt;
    const [end] = await tx.run<{ length: number; hash: string }>(
      'SELECT length, hash FROM consent_chain WHERE workspace_id = ?',
      [workspaceId],
    );
    const place = (end?.length ?? 0) + 1;
    const salt = randomToken();
    const commitment = commitmentTo(receipt, salt);
    const facts = await this.facts.of(tx.manager, workspaceId, receipt.subjectKind);
    const linked = { ...receipt, ...facts, place, previous: end?.hash ?? beginning, commitment };
    const hash = hashOf(linked, this.key);
    await tx.manager.insert(ConsentReceipt, { ...linked, salt, hash });
    await tx.run(
      `INSERT INTO consent_chain (workspace_id, length, hash, seal) VALUES (?, ?, ?, ?)
       ON CONFLICT (workspace_id) DO UPDATE SET length = excluded.length, hash = excluded.hash, seal = excluded.seal`,
      [workspaceId, place, hash, sealOf(workspaceId, place, hash, this.key)],
    );
  }

  /** Two receipts of one workspace at once, on two nodes: one after the other. Taken before anything about it is read. */
  async lock(tx: Transaction, workspaceId: string): Promise<void> {
    if (this.database.isPostgres)
      await tx.run('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`consent ${workspaceId}`]);
  }

  /** Reads it from its beginning, some hundred at a time. What comes while it reads is left for the next time. */
  async check(workspaceId: string): Promise<ChainReport> {
    const end = await this.database.read.findOneBy(ConsentChain, { workspaceId });
    const length = end?.length ?? 0;
    if (end && end.seal !== sealOf(workspaceId, length, end.hash, this.key))
      return { length: 0, emptied: 0, fault: { place: length, fault: 'end' } };
    let before: ChainLink = { place: 0, hash: beginning };
    let emptied = 0;
    for (;;) {
      const where = { workspaceId, place: MoreThan(before.place) };
      const some = await this.database.read.find(ConsentReceipt, { where, order: { place: 'ASC' }, take: atOnce });
      for (const receipt of some) {
        const fault = faultIn(receipt, before, this.key);
        if (fault) return { length: before.place, emptied, fault };
        if (!receipt.salt) emptied++;
        before = receipt;
        if (before.place === length && before.hash !== end!.hash)
          return { length: before.place, emptied, fault: { place: length, fault: 'end' } };
      }
      if (some.length < atOnce) break;
    }
    if (before.place < length) return { length: before.place, emptied, fault: { place: before.place + 1, fault: 'end' } };
    return { length: before.place, emptied };
  }
}
