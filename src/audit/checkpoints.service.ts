import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { newId } from '../common/ids';
import { Keys } from '../common/keys';
import { fingerprintOf, publicKeyOf } from '../common/signing';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { AuditCheckpoint } from './audit-checkpoint.entity';
import { ChainEnds } from './chain-ends.service';
import { checkpointKey, signCheckpoint, type CheckpointKind, type SignedCheckpoint } from './checkpoint';
import { CheckpointWitness } from './checkpoint-witness.service';
import type { End } from './chain.types';

/** Says, signed, how far a chain has come: what was before cannot be changed unnoticed any more by anybody, not by this server either. */
@Injectable()
export class Checkpoints {
  private readonly key;

  constructor(
    private readonly database: Database,
    private readonly ends: ChainEnds,
    private readonly witness: CheckpointWitness,
    private readonly clock: Clock,
    keys: Keys,
  ) {
    this.key = checkpointKey(keys);
  }

  get publicKey(): string {
    return publicKeyOf(this.key);
  }

  get fingerprint(): string {
    return fingerprintOf(this.publicKey);
  }

  /** @returns undefined for a chain without entries, and for one whose end is not what this server sealed: nothing is signed of that */
  async issue(chain: string, kind: CheckpointKind): Promise<SignedCheckpoint | undefined> {
    return this.database.transaction(async (tx) => {
      await this.ends.lock(tx, chain);
      const end = await this.ends.read(tx, chain);
      if (!end.place || !this.ends.isSealed(chain, end)) return undefined;
      return this.write(tx, chain, end, kind);
    });
  }

  /** What was there up to this place may go, and the rest is checked from there. */
  async prune(chain: string, place: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [entry] = await tx.run<End>('SELECT place, hash FROM audit_entry WHERE chain = ? AND place = ?', [chain, place]);
      const sql = "SELECT place FROM audit_checkpoint WHERE chain = ? AND kind = 'pruned' AND place >= ? LIMIT 1";
      if (entry && !(await tx.run(sql, [chain, place])).length) await this.write(tx, chain, entry, 'pruned');
    });
  }

  /** From the oldest place on; the newest of each place last. */
  async of(chain: string): Promise<SignedCheckpoint[]> {
    const sql = 'SELECT document FROM audit_checkpoint WHERE chain = ? ORDER BY place, id';
    const rows = await this.database.query<{ document: string }>(sql, [chain]);
    return rows.map(({ document }) => parsed(document));
  }

  async newest(chain: string): Promise<AuditCheckpoint | undefined> {
    return (
      await this.database.read.find(AuditCheckpoint, { where: { chain }, order: { place: 'DESC', id: 'DESC' }, take: 1 })
    )[0];
  }

  private async write(tx: Transaction, chain: string, { place, hash }: End, kind: CheckpointKind): Promise<SignedCheckpoint> {
    const at = this.clock.now();
    const document = signCheckpoint(
      { type: 'parlour/audit-checkpoint', version: 1, chain, place, hash, kind, at: at.toISOString() },
      this.key,
    );
    const row = { id: newId(at.getTime()), chain, place, kind, document: JSON.stringify(document), at };
    await tx.manager.insert(AuditCheckpoint, row);
    tx.afterCommit(() => this.witness.keep(document));
    return document;
  }
}

/** What somebody put in its place is a checkpoint that nobody signed. */
function parsed(document: string): SignedCheckpoint {
  try {
    const found = JSON.parse(document) as Partial<SignedCheckpoint> | null;
    if (found?.checkpoint) return found as SignedCheckpoint;
  } catch {
    // Told below.
  }
  return { checkpoint: { place: 0 } } as SignedCheckpoint;
}
