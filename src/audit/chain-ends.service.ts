import { Injectable } from '@nestjs/common';
import { Keys } from '../common/keys';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { AuditEntry } from './audit-entry.entity';
import type { NewEntry } from './audit.service';
import { beginning, hashOf, same, sealOf, type End } from './chain.types';

export interface SealedEnd extends End {
  seal: string;
}

const writing = `INSERT INTO audit_chain (chain, place, hash, seal) VALUES (?, ?, ?, ?)
 ON CONFLICT (chain) DO UPDATE SET place = excluded.place, hash = excluded.hash, seal = excluded.seal`;
/** Never the seal of anything. */
const broken = 'broken';

/** Knows where each chain ends, and adds to it. */
@Injectable()
export class ChainEnds {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    keys: Keys,
  ) {
    this.key = keys.derive('audit chain');
  }

  /**
   * Adds entries to their chains, as the last thing that a transaction does. On SQLite all writing stands in one queue; on PostgreSQL nodes
   * take turns by a lock for each chain, always in the same order, which ends with the commit that follows at once.
   */
  async append(tx: Transaction, entries: readonly NewEntry[]): Promise<void> {
    for (const chain of [...new Set(entries.map((entry) => entry.chain))].sort()) {
      await this.lock(tx, chain);
      const before = await this.read(tx, chain);
      let end: End = before;
      for (const entry of entries.filter((one) => one.chain === chain)) {
        const link = { ...entry, place: end.place + 1, previous: end.hash };
        end = { place: link.place, hash: hashOf({ ...link, at: link.at.getTime() }) };
        await tx.manager.insert(AuditEntry, { ...link, hash: end.hash });
      }
      // A chain whose end was tampered with goes on, and is never made good by what comes after.
      const seal = this.isSealed(chain, before) ? sealOf(chain, end, this.key) : before.seal;
      await tx.run(writing, [chain, end.place, end.hash, seal]);
    }
  }

  isSealed(chain: string, { seal, ...end }: SealedEnd): boolean {
    return same(seal, sealOf(chain, end, this.key));
  }

  /** @returns the end as the database has it; undefined if there is no such chain */
  async find(chain: string): Promise<SealedEnd | undefined> {
    const [end] = await this.database.query<SealedEnd>('SELECT place, hash, seal FROM audit_chain WHERE chain = ?', [chain]);
    return end;
  }

  async all(): Promise<string[]> {
    return (await this.database.query<{ chain: string }>('SELECT chain FROM audit_chain ORDER BY chain')).map(
      ({ chain }) => chain,
    );
  }

  /** Chains that a migration made, without the secret: they are sealed once, before there is any checkpoint of them. */
  async sealOnce(tx: Transaction, chain: string): Promise<boolean> {
    await this.lock(tx, chain);
    const [end] = await tx.run<SealedEnd>(
      `SELECT place, hash, seal FROM audit_chain WHERE chain = ? AND seal = ''
       AND NOT EXISTS (SELECT 1 FROM audit_checkpoint WHERE audit_checkpoint.chain = audit_chain.chain)`,
      [chain],
    );
    if (end) await tx.run('UPDATE audit_chain SET seal = ? WHERE chain = ?', [sealOf(chain, end, this.key), chain]);
    return end !== undefined;
  }

  async lock(tx: Transaction, chain: string): Promise<void> {
    if (this.database.isPostgres) await tx.run('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`audit ${chain}`]);
  }

  async read(tx: Transaction, chain: string): Promise<SealedEnd> {
    const [known] = await tx.run<SealedEnd & { last: number | null }>(
      `SELECT place, hash, seal, (SELECT max(place) FROM audit_entry WHERE chain = ?) AS last FROM audit_chain WHERE chain = ?`,
      [chain, chain],
    );
    if (known) {
      const { last, ...end } = known;
      // Somebody slipped entries in: acts go on behind them, and the chain is never whole again.
      return last !== null && last > end.place ? { ...end, place: last, seal: broken } : end;
    }
    // A new chain, unless somebody took its end away: then what is left goes on, unsealed for good.
    const sql = 'SELECT place, hash FROM audit_entry WHERE chain = ? ORDER BY place DESC LIMIT 1';
    const [last] = await tx.run<End>(sql, [chain]);
    return last ? { ...last, seal: broken } : { ...beginning, seal: sealOf(chain, beginning, this.key) };
  }
}
