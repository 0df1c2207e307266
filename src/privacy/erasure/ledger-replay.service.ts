import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database';
import type { Person } from '../privacy.types';
import { Erasure } from './erasure.entity';
import { ErasureLedger, type LedgerEntry } from './erasure-ledger';
import { ERASE, ErasureRun } from './erasure-run';
import { SubjectHash } from './subject-hash.service';

const pageSize = 5_000;

/**
 * A database that was put back from a backup knows persons again who were erased since: they are erased anew before the server
 * answers anybody. Whoever came back by themselves after their erasure is left alone.
 */
@Injectable()
export class LedgerReplay {
  private readonly logger = new Logger('privacy');

  constructor(
    private readonly database: Database,
    private readonly ledger: ErasureLedger,
    private readonly hash: SubjectHash,
    private readonly runs: ErasureRun,
  ) {}

  /** @returns how many persons were erased again */
  async replay(): Promise<number> {
    await this.goOn();
    const missing = await this.missing();
    if (!missing.length) return 0;
    this.logger.warn(`The database does not know of ${missing.length} erasures: it is a copy from before. They are done again.`);
    const wanted = new Map<string, LedgerEntry>();
    // Of several erasures of one person the latest counts.
    for (const entry of missing) if ((wanted.get(entry.subject)?.at ?? -1) < entry.at) wanted.set(entry.subject, entry);
    const found = new Map<string, { person: Person; entry: LedgerEntry }>();
    for await (const { person, createdAt } of this.everybody()) {
      const entry = wanted.get(this.hash.of(person));
      if (entry && createdAt <= entry.at) found.set(entry.subject, { person, entry });
    }
    // Also of those who are not there any more: their tokens stay refused, and the next start has nothing to look for.
    for (const entry of missing) {
      const again = found.get(entry.subject);
      await this.enter(entry, again?.entry.erasure === entry.erasure ? again.person : undefined);
    }
    for (const { entry } of found.values()) await this.runs.run(entry.erasure, true);
    this.logger.warn(`${found.size} persons were erased again.`);
    return found.size;
  }

  /** What a replay began whose process was killed: no job goes on with it. */
  private async goOn(): Promise<void> {
    const sql = `SELECT id FROM erasure WHERE state = 'running' AND NOT EXISTS (
      SELECT 1 FROM outbox_job WHERE kind = '${ERASE}' AND payload LIKE '%' || erasure.id || '%')`;
    for (const { id } of await this.database.query<{ id: string }>(sql)) await this.runs.run(id, true);
  }

  private async missing(): Promise<LedgerEntry[]> {
    const entries = this.ledger.read();
    const known = new Set<string>();
    for (let from = 0; from < entries.length; from += 500) {
      const ids = entries.slice(from, from + 500).map(({ erasure }) => erasure);
      const sql = `SELECT id FROM erasure WHERE id IN (${ids.map(() => '?').join(', ')})`;
      for (const { id } of await this.database.query<{ id: string }>(sql, ids)) known.add(id);
    }
    return entries.filter(({ erasure }) => !known.has(erasure));
  }

  private async *everybody(): AsyncGenerator<{ person: Person; createdAt: number }> {
    for (const [kind, table, workspace] of [
      ['visitor', 'visitor', 'workspace_id'],
      ['account', 'account', "''"],
    ] as const)
      for (let last = '', full = true; full;) {
        const rows = await this.database.query<{ id: string; workspace: string; at: number | string }>(
          `SELECT id, ${workspace} AS workspace, created_at AS at FROM ${table} WHERE id > ? ORDER BY id LIMIT ${pageSize}`,
          [last],
        );
        for (const { id, workspace: workspaceId, at } of rows) yield { person: { workspaceId, kind, id }, createdAt: Number(at) };
        last = rows.at(-1)?.id ?? '';
        full = rows.length === pageSize;
      }
  }

  private enter({ erasure: id, kind, subject, workspace, at }: LedgerEntry, person?: Person): Promise<void> {
    return this.database.transaction(async (tx) => {
      const row = { id, workspaceId: workspace, subjectKind: kind, subjectId: person?.id ?? null, subjectHash: subject };
      const state = person ? ('running' as const) : ('complete' as const);
      const open = { state, caseId: null, tally: '{}', at: new Date(at), doneAt: null, certificate: null };
      await tx.manager.insert(Erasure, { ...row, ...open });
    });
  }
}
