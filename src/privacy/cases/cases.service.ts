import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { OutboxService } from '../../outbox/outbox.service';
import { isOver, mayMove } from './case-rules';
import { CaseStep, type StepKind } from './case-step.entity';
import { CaseTerms } from './case-terms.service';
import type { CaseChannel, CaseController, CaseKind, CaseProof, CaseState } from './case.types';
import type { Person } from '../privacy.types';
import { Operator } from './operator.service';
import { PrivacyCase } from './privacy-case.entity';
import { REMIND, remindersOf } from './reminder-times';

/** Milliseconds in which a child's case is done. */
const expedited = 72 * 3_600_000;

export interface NewCase {
  workspaceId: string;
  controller: CaseController;
  kind: CaseKind;
  channel: CaseChannel;
  proof?: CaseProof;
  language: string;
  person?: Person;
  email?: string;
  body?: string;
  about?: string;
  expedited?: boolean;
  keyHash?: string;
}
/** What may be changed along with the state. */
type CaseChange = Partial<
  Pick<
    PrivacyCase,
    | 'workspaceId'
    | 'controller'
    | 'proof'
    | 'refusal'
    | 'workId'
    | 'duplicateOf'
    | 'dueAt'
    | 'extended'
    | 'subjectKind'
    | 'subjectId'
    | 'subjectWorkspaceId'
  >
>;

/** Requests of persons: opened, moved on by the rules, and never forgotten. */
@Injectable()
export class CasesService {
  constructor(
    private readonly database: Database,
    private readonly terms: CaseTerms,
    private readonly operator: Operator,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** Its clock starts now, whether or not it is known yet who asks. */
  async open(tx: Transaction, asked: NewCase, accountId: string | null = null): Promise<PrivacyCase> {
    const receivedAt = this.clock.now();
    const { person, proof = '' } = asked;
    const one: PrivacyCase = {
      id: newId(receivedAt.getTime()),
      workspaceId: asked.workspaceId,
      controller: asked.controller,
      kind: asked.kind,
      channel: asked.channel,
      state: 'received',
      subjectKind: person?.kind ?? null,
      subjectId: person?.id ?? null,
      subjectWorkspaceId: person?.workspaceId ?? null,
      email: asked.email ?? null,
      language: asked.language,
      body: asked.body ?? '',
      about: asked.about ?? '',
      proof: '',
      expedited: asked.expedited ?? false,
      receivedAt,
      ...(await this.terms.dueOf(asked.workspaceId, receivedAt)),
      ...(asked.expedited && { dueAt: new Date(receivedAt.getTime() + expedited) }),
      extended: false,
      refusal: null,
      workId: null,
      duplicateOf: null,
      closedAt: null,
      keyHash: asked.keyHash ?? null,
      codeHash: null,
      codeUntil: null,
      codeTries: 0,
      codesSent: 0,
    };
    await tx.manager.insert(PrivacyCase, one);
    await this.step(tx, one, 'state', 'received', { accountId });
    await this.audited(tx, one, 'case.received', accountId);
    await this.plan(tx, one);
    return this.move(tx, one, proof ? 'verified' : 'unverified', { accountId, change: { proof } });
  }

  /** @throws ChatError `case.state` if it cannot go there, or somebody moved it meanwhile */
  async move(
    tx: Transaction,
    one: PrivacyCase,
    to: CaseState,
    { accountId = null, body = '', change = {} }: { accountId?: string | null; body?: string; change?: CaseChange } = {},
  ): Promise<PrivacyCase> {
    if (!mayMove(one.state, to)) throw new ChatError('case.state');
    const closedAt = isOver(to) ? this.clock.now() : null;
    const [mine] = await tx.run('UPDATE privacy_case SET state = ? WHERE id = ? AND state = ? RETURNING id', [
      to,
      one.id,
      one.state,
    ]);
    if (!mine) throw new ChatError('case.state');
    const moved = { ...one, ...change, state: to, closedAt };
    await tx.manager.update(PrivacyCase, { id: one.id }, { ...change, closedAt });
    if (change.subjectId) await this.known(tx, moved);
    await this.step(tx, moved, 'state', to, { accountId });
    if (body) await this.step(tx, moved, 'note', 'note', { accountId, body });
    await this.audited(tx, moved, `case.${to}`, accountId);
    return moved;
  }

  /** Now it is known whose it is: what was mailed before, and who carried it, is theirs as well, and goes with them. */
  private async known(tx: Transaction, { id, subjectKind, subjectId }: PrivacyCase): Promise<void> {
    for (const table of ['mail', 'disclosure'])
      await tx.run(`UPDATE ${table} SET subject_kind = ?, subject_id = ? WHERE subject_id = ?`, [subjectKind, subjectId, id]);
  }

  /** The person took it back: it goes the rest of the way by itself. */
  async close(tx: Transaction, one: PrivacyCase): Promise<void> {
    if (one.state !== 'verified') return;
    const approved = await this.move(tx, one, 'approved');
    await this.move(tx, await this.move(tx, approved, 'executing'), 'complete');
  }

  /** More time: the state stays. */
  async extend(tx: Transaction, one: PrivacyCase, dueAt: Date, accountId: string): Promise<PrivacyCase> {
    const [mine] = await tx.run(
      'UPDATE privacy_case SET due_at = ?, extended = ? WHERE id = ? AND extended = ? AND state = ? RETURNING id',
      [dueAt.getTime(), this.truth(true), one.id, this.truth(false), one.state],
    );
    if (!mine) throw new ChatError('case.state');
    await this.step(tx, one, 'state', 'extended', { accountId });
    await this.audited(tx, one, 'case.extended', accountId);
    await this.plan(tx, { ...one, dueAt });
    return { ...one, dueAt, extended: true };
  }

  async step(
    tx: Transaction,
    { id: caseId, workspaceId }: Pick<PrivacyCase, 'id' | 'workspaceId'>,
    kind: StepKind,
    what: string,
    { accountId = null, subject = '', body = '' }: { accountId?: string | null; subject?: string; body?: string } = {},
  ): Promise<void> {
    const at = this.clock.now();
    await tx.manager.insert(CaseStep, { id: newId(at.getTime()), workspaceId, caseId, kind, what, subject, body, accountId, at });
    tx.afterCommit(() => this.events.publish('case.changed', { workspaceId, caseId }));
  }

  /**
   * A case that this person of the team may decide: of their own workspace, or about accounts if they run the server. Anybody else's is not
   * there.
   * @throws ChatError `case.not_found`
   */
  async find(agent: Agent, id: string): Promise<PrivacyCase> {
    const one = await this.database.read.findOneBy(PrivacyCase, { id });
    if (!one || !(await this.decides(agent, one))) throw new ChatError('case.not_found');
    return one;
  }

  async decides(agent: Agent, { workspaceId, controller }: Pick<PrivacyCase, 'workspaceId' | 'controller'>): Promise<boolean> {
    return workspaceId === agent.workspaceId && (controller === 'workspace' || this.operator.is(agent));
  }

  byId(id: string): Promise<PrivacyCase | null> {
    return this.database.read.findOneBy(PrivacyCase, { id });
  }

  byWork(workId: string): Promise<PrivacyCase | null> {
    return this.database.read.findOneBy(PrivacyCase, { workId });
  }

  /** What somebody asked for, the newest first. */
  ofPerson({ workspaceId, kind, id }: Person): Promise<PrivacyCase[]> {
    const where = { subjectWorkspaceId: workspaceId, subjectKind: kind, subjectId: id };
    return this.database.read.find(PrivacyCase, { where, order: { id: 'DESC' }, take: 50 });
  }

  /** One of the kind that is not over yet: asking twice is asking once. */
  async openOf(person: Person, kind: CaseKind, about = ''): Promise<PrivacyCase | undefined> {
    return (await this.ofPerson(person)).find((one) => one.kind === kind && one.about === about && !isOver(one.state));
  }

  steps(caseId: string): Promise<CaseStep[]> {
    return this.database.read.find(CaseStep, { where: { caseId }, order: { id: 'ASC' } });
  }

  async audited(
    tx: Transaction,
    { id, workspaceId, kind }: Pick<PrivacyCase, 'id' | 'workspaceId' | 'kind'>,
    action: string,
    accountId: string | null,
  ): Promise<void> {
    await this.audit.record(tx, { workspaceId, accountId, action, target: id, details: { kind } });
  }

  private async plan(tx: Transaction, { id: caseId, workspaceId, dueAt }: PrivacyCase): Promise<void> {
    for (const { what, runAt } of remindersOf(dueAt))
      await this.outbox.add(tx, { kind: REMIND, workspaceId, payload: { caseId, what, due: String(dueAt.getTime()) }, runAt });
  }

  /** SQLite knows no `true`. */
  private truth(value: boolean): boolean | number {
    return this.database.isPostgres ? value : Number(value);
  }
}
