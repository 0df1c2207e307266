import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { OutboxService } from '../../outbox/outbox.service';
import { HeldService, type HeldCount } from '../held/held.service';
import type { Person } from '../privacy.types';
import type { SignedCertificate } from './certificate.types';
import { Certificates } from './certificates.service';
import { Erasure, type ErasureState } from './erasure.entity';
import { ERASE, ErasureRun, SETTLE } from './erasure-run';
import { Holds, type Hold } from './holds.service';
import { SubjectHash } from './subject-hash.service';

/** What an erasure would do now. */
export interface ErasurePlan {
  counts: HeldCount[];
  /** Why it cannot be: nothing is erased while there is one. */
  hold?: Hold;
  /** Workspaces that would have no owner any more. */
  lastOwnerOf: string[];
}

/** Erasure (Art. 17 GDPR): what it would do, its beginning, how far it is, and its certificate. */
@Injectable()
export class ErasureService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly held: HeldService,
    private readonly holds: Holds,
    private readonly hash: SubjectHash,
    private readonly runs: ErasureRun,
    private readonly certificates: Certificates,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    events: EventBus,
  ) {
    const logger = new Logger('privacy');
    events.on('copies.answered', (answer) => void this.runs.answered(answer).catch((error: Error) => logger.error(error.stack)));
  }

  onModuleInit(): void {
    this.outbox.handle(ERASE, ({ erasure }) => this.runs.run(erasure));
    this.outbox.handle(SETTLE, ({ erasure }) => this.runs.settle(erasure));
  }

  async dryRun(person: Person): Promise<ErasurePlan> {
    const [counts, hold, lastOwnerOf] = await Promise.all([
      this.held.counts(person),
      this.holds.of(person),
      this.lastOwnerOf(person),
    ]);
    return { counts, lastOwnerOf, ...(hold && { hold }) };
  }

  /**
   * From here on the person's tokens and sessions are refused; the rest is done by a job. Asking again while it is under way is the
   * same erasure.
   *
   * @param askedBy the account that decided it; null where the person did it by themselves
   * @throws ChatError erasure.held, erasure.last_owner
   */
  async begin(person: Person, caseId: string | null = null, askedBy: string | null = null): Promise<string> {
    if (await this.holds.of(person)) throw new ChatError('erasure.held');
    if ((await this.lastOwnerOf(person)).length) throw new ChatError('erasure.last_owner');
    const { workspaceId, kind, id: subjectId } = person;
    return this.database.transaction(async (tx) => {
      // Two who ask at once, on two nodes: one erasure.
      if (this.database.isPostgres)
        await tx.run('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`erasure ${subjectId}`]);
      const sql = "SELECT id FROM erasure WHERE subject_hash = ? AND state = 'running'";
      const [running] = await tx.run<{ id: string }>(sql, [this.hash.of(person)]);
      if (running) return running.id;
      const at = this.clock.now();
      const id = newId(at.getTime());
      const subject = { subjectKind: kind, subjectId, subjectHash: this.hash.of(person) };
      const open = { state: 'running' as const, caseId, tally: '{}', at, doneAt: null, certificate: null };
      await tx.manager.insert(Erasure, { id, workspaceId, ...subject, ...open });
      await this.audit.record(tx, { workspaceId, accountId: askedBy, action: 'erasure.begun', target: id });
      await this.outbox.add(tx, { kind: ERASE, workspaceId, payload: { erasure: id } });
      return id;
    });
  }

  /** @throws ChatError erasure.not_found */
  async state(id: string): Promise<{ state: ErasureState; erased: number }> {
    const erasure = await this.database.read.findOneBy(Erasure, { id });
    if (!erasure) throw new ChatError('erasure.not_found');
    const counts = Object.values(JSON.parse(erasure.tally) as Record<string, number>);
    return { state: erasure.state, erased: counts.reduce((sum, count) => sum + count, 0) };
  }

  /** @throws ChatError erasure.not_found, also while there is none yet */
  certificate(id: string): Promise<SignedCertificate> {
    return this.certificates.of(id);
  }

  /** Whether what somebody shows (a token, a session) was made before they were erased. On the way of every connection. */
  async refuses(person: Pick<Person, 'kind' | 'id'>, issuedAt: number): Promise<boolean> {
    const sql = 'SELECT 1 AS found FROM erasure WHERE subject_hash = ? AND at >= ? LIMIT 1';
    return (await this.database.query(sql, [this.hash.of(person), issuedAt])).length > 0;
  }

  /** Names of the workspaces that nobody else owns. */
  private async lastOwnerOf({ kind, id }: Person): Promise<string[]> {
    if (kind === 'visitor') return [];
    const rows = await this.database.query<{ name: string }>(
      `SELECT workspace.name FROM workspace JOIN member ON member.workspace_id = workspace.id
       WHERE member.account_id = ? AND member.role = 'owner' AND NOT EXISTS (
         SELECT 1 FROM member AS other WHERE other.workspace_id = workspace.id AND other.role = 'owner' AND other.disabled_at IS NULL AND other.account_id <> ?)
       ORDER BY workspace.name`,
      [id, id],
    );
    return rows.map(({ name }) => name);
  }
}
