import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import type { SqlValue, Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { OutboxService } from '../outbox/outbox.service';
import { Restriction } from './restriction.entity';
import type { ObjectionPurpose } from './privacy.types';

/** The limits that somebody set to what is done with their data. */
export interface Standing {
  /** Stored, and nothing else (Art. 18 GDPR). */
  restricted: boolean;
  /** Purposes that they objected to (Art. 21 GDPR). */
  objections: string[];
}
export interface StandingOf {
  workspaceId: string;
  kind: 'visitor' | 'account';
  id: string;
}
/** Who asks for it: null where the person did so by themselves. */
type Actor = string | null;

/** Kind of the job that tells recipients. */
export const RESTRICTION_CHANGED = 'restriction.changed';
const free: Standing = { restricted: false, objections: [] };

/** Restriction and objection: set and lifted here, asked for before every hand-over. */
@Injectable()
export class StandingService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  restrict(person: StandingOf, accountId: Actor): Promise<void> {
    return this.change(person, accountId, 'restriction.set', (standing) => ({ ...standing, restricted: true }));
  }

  lift(person: StandingOf, accountId: Actor): Promise<void> {
    return this.change(person, accountId, 'restriction.lifted', (standing) => ({ ...standing, restricted: false }));
  }

  object(person: StandingOf, purpose: ObjectionPurpose, accountId: Actor): Promise<void> {
    const add = ({ restricted, objections }: Standing) => ({
      restricted,
      objections: [...new Set([...objections, purpose])].sort(),
    });
    return this.change(person, accountId, 'objection.made', add, purpose);
  }

  withdrawObjection(person: StandingOf, purpose: ObjectionPurpose, accountId: Actor): Promise<void> {
    const remove = ({ restricted, objections }: Standing) => ({
      restricted,
      objections: objections.filter((one) => one !== purpose),
    });
    return this.change(person, accountId, 'objection.withdrawn', remove, purpose);
  }

  async of({ workspaceId, id }: Pick<StandingOf, 'workspaceId' | 'id'>): Promise<Standing> {
    const row = await this.database.read.findOneBy(Restriction, { workspaceId, subjectId: id });
    return row ? { restricted: row.restricted, objections: row.objections } : free;
  }

  /** Of those who set any limit: `workspace/person` → standing. */
  async among(
    tx: Pick<Transaction, 'run'>,
    people: readonly Pick<StandingOf, 'workspaceId' | 'id'>[],
  ): Promise<Map<string, Standing>> {
    const found = new Map<string, Standing>();
    const ids = [...new Set(people.map(({ id }) => id))];
    const rows = await tx.run<{ workspace_id: string; subject_id: string; restricted: boolean | number; objections: string }>(
      `SELECT workspace_id, subject_id, restricted, objections FROM restriction WHERE subject_id IN (${ids.map(() => '?').join(', ')})`,
      ids,
    );
    for (const row of rows) {
      const objections = JSON.parse(row.objections) as string[];
      found.set(`${row.workspace_id}/${row.subject_id}`, { restricted: Boolean(row.restricted), objections });
    }
    return found;
  }

  /** What changes nothing leaves no trace. */
  private async change(
    { workspaceId, kind, id }: StandingOf,
    accountId: Actor,
    action: string,
    to: (standing: Standing) => Standing,
    purpose?: string,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      // Two requests about one person, on two nodes: one after the other.
      if (this.database.isPostgres) await tx.run('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`standing ${id}`]);
      const before = (await this.among(tx, [{ workspaceId, id }])).get(`${workspaceId}/${id}`) ?? free;
      const after = to(before);
      if (JSON.stringify(after) === JSON.stringify(before)) return;
      const values: SqlValue[] = [workspaceId, id, kind, after.restricted, JSON.stringify(after.objections), this.clock.millis()];
      await tx.run(
        `INSERT INTO restriction (workspace_id, subject_id, subject_kind, restricted, objections, at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (workspace_id, subject_id)
         DO UPDATE SET restricted = excluded.restricted, objections = excluded.objections, at = excluded.at`,
        values,
      );
      await this.audit.record(tx, { workspaceId, accountId, action, target: id, ...(purpose && { details: { purpose } }) });
      if (after.restricted !== before.restricted)
        await this.outbox.add(tx, { kind: RESTRICTION_CHANGED, workspaceId, payload: { workspaceId, kind, id } });
      tx.afterCommit(() => this.events.publish('standing.changed', { workspaceId, subjectKind: kind, subjectId: id }));
    });
  }
}
