import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import { Holds } from '../erasure/holds.service';
import { PersonDirectory } from '../people/person-directory.service';
import type { Person } from '../privacy.types';
import { LegalHold, type HoldBasis } from './legal-hold.entity';

export interface NewHold {
  basis: HoldBasis;
  reason: string;
  until: Date | null;
}

/** Legal holds: put on and lifted by owners, each with a reason, a basis and an end. */
@Injectable()
export class LegalHolds implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly holds: Holds,
    private readonly people: PersonDirectory,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.holds.register(
      async (person) => {
        const [hold] = await this.of(person);
        return hold && { reason: hold.reason, until: hold.until };
      },
      async (workspaceId) => (await this.list(workspaceId)).map(({ subjectId }) => subjectId),
    );
  }

  /** @throws ChatError `person.unknown`: there is nothing to keep */
  async put(agent: Agent, person: Person, { basis, reason, until }: NewHold): Promise<string> {
    if (person.workspaceId !== agent.workspaceId || !(await this.people.contactOf(person))) throw new ChatError('person.unknown');
    const at = this.clock.now();
    if (until && until <= at) throw new ChatError('request.invalid', { fields: { until: 'fields.future' } });
    const { workspaceId, kind: subjectKind, id: subjectId } = person;
    const id = newId(at.getTime());
    await this.database.transaction(async (tx) => {
      const hold = { id, workspaceId, subjectKind, subjectId, basis, reason, until, setBy: agent.account.id, at, liftedAt: null };
      await tx.manager.insert(LegalHold, hold);
      await this.audit.record(tx, {
        workspaceId,
        accountId: agent.account.id,
        action: 'hold.put',
        target: subjectId,
        details: { basis },
      });
    });
    return id;
  }

  async lift({ workspaceId, account }: Agent, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const sql =
        'UPDATE legal_hold SET lifted_at = ? WHERE id = ? AND workspace_id = ? AND lifted_at IS NULL RETURNING subject_id';
      const [lifted] = await tx.run<{ subject_id: string }>(sql, [this.clock.millis(), id, workspaceId]);
      if (!lifted) throw new ChatError('request.not_found');
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'hold.lifted',
        target: lifted.subject_id,
      });
    });
  }

  /** Those that hold now: not lifted, and not over. */
  async of({ workspaceId, kind, id }: Person): Promise<LegalHold[]> {
    const where = { workspaceId, subjectKind: kind, subjectId: id, liftedAt: IsNull() };
    return (await this.database.read.findBy(LegalHold, where)).filter((hold) => this.isOn(hold));
  }

  async list(workspaceId: string): Promise<LegalHold[]> {
    const all = await this.database.read.find(LegalHold, { where: { workspaceId, liftedAt: IsNull() }, order: { id: 'DESC' } });
    return all.filter((hold) => this.isOn(hold));
  }

  private isOn({ until }: LegalHold): boolean {
    return !until || until > this.clock.now();
  }
}
