import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import { AuditChain } from './audit-chain.entity';
import type { ChainFault } from './chain.types';
import { ChainEnds } from './chain-ends.service';
import { ChainReader, type ChainReport, type ReadEntry } from './chain-reader';
import type { SignedCheckpoint } from './checkpoint';
import { Checkpoints } from './checkpoints.service';
import { CheckpointWitness } from './checkpoint-witness.service';

/** Rows that are read in one go: a few milliseconds. */
const atOnce = 500;

interface Row extends Omit<ReadEntry, 'origin'> {
  salt: string | null;
  network: string | null;
  country: string | null;
  device: string | null;
}

const reading = `SELECT e.chain, e.place, e.id, e.account_id AS "accountId", e.action, e.target, e.details, e.at, e.commitment, e.previous, e.hash,
  o.salt, o.network, o.country, o.device
FROM audit_entry e LEFT JOIN audit_origin o ON o.id = e.id
WHERE e.chain = ? AND e.place > ? AND e.place <= ? ORDER BY e.place LIMIT ${atOnce}`;

/** Reads whole chains and says whether they are as they were written. */
@Injectable()
export class ChainCheck {
  constructor(
    private readonly database: Database,
    private readonly ends: ChainEnds,
    private readonly checkpoints: Checkpoints,
    private readonly witness: CheckpointWitness,
    private readonly clock: Clock,
  ) {}

  /**
   * What comes while it reads is left for the next time. Rests in between: nobody who chats waits for it.
   *
   * @param kept checkpoints that somebody has from elsewhere
   */
  async check(chain: string, kept: readonly SignedCheckpoint[] = []): Promise<ChainReport> {
    for (let tries = 0; ; tries++) {
      const report = await this.checkOnce(chain, kept);
      // Retention may have begun to take the oldest while they were read.
      if (!report.fault || tries > 2 || (await this.prunedUpTo(chain)) <= report.from) return report;
    }
  }

  private async prunedUpTo(chain: string): Promise<number> {
    const sql = "SELECT max(place) AS place FROM audit_checkpoint WHERE chain = ? AND kind = 'pruned'";
    return Number((await this.database.query<{ place: number | null }>(sql, [chain]))[0].place ?? 0);
  }

  private async checkOnce(chain: string, kept: readonly SignedCheckpoint[]): Promise<ChainReport> {
    const end = await this.ends.find(chain);
    const witness = this.witness.of(chain);
    const checkpoints = [...(await this.checkpoints.of(chain)), ...(witness ? [witness] : []), ...kept];
    const reader = new ChainReader(chain, checkpoints, this.checkpoints.publicKey);
    for await (const entry of this.entries(chain, reader.from, end?.place)) if (!reader.read(entry)) break;
    const report = reader.finish(end ?? { place: 0, hash: '' });
    if (!report.fault && end && !this.ends.isSealed(chain, end)) report.fault = { place: end.place, fault: 'end' };
    return report;
  }

  /** Checks, and keeps what was found for the page. */
  async checkAndNote(chain: string): Promise<ChainReport> {
    const report = await this.check(chain);
    const fault = report.fault ? JSON.stringify(report.fault) : null;
    await this.database.transaction((tx) =>
      tx.run('UPDATE audit_chain SET checked_place = ?, checked_at = ?, fault = ? WHERE chain = ?', [
        report.through,
        this.clock.millis(),
        fault,
        chain,
      ]),
    );
    return report;
  }

  /** What the last check found. */
  async state(chain: string): Promise<{ place: number; checkedPlace: number; checkedAt: Date | null; fault?: ChainFault }> {
    const found = await this.database.read.findOneBy(AuditChain, { chain });
    const { place, checkedPlace, checkedAt, fault } = found ?? { place: 0, checkedPlace: 0, checkedAt: null, fault: null };
    return { place, checkedPlace, checkedAt, ...(fault && { fault: JSON.parse(fault) as ChainFault }) };
  }

  /** Entries behind a place, in order, as they are checked and exported. */
  async *entries(chain: string, after: number, through = Number.MAX_SAFE_INTEGER): AsyncGenerator<ReadEntry> {
    for (let last = after; ;) {
      const rows = await this.database.query<Row>(reading, [chain, last, Math.min(through, 2_147_483_647)]);
      for (const { salt, network, country, device, ...entry } of rows)
        yield { ...entry, at: Number(entry.at), ...(salt !== null && { origin: { network, country, device, salt } }) };
      if (rows.length < atOnce) return;
      last = rows.at(-1)!.place;
      await new Promise(setImmediate);
    }
  }
}
