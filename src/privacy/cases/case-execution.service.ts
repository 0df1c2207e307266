import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { ConsentsService } from '../../consent/consents.service';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { OutboxService } from '../../outbox/outbox.service';
import type { ObjectionPurpose, Person } from '../privacy.types';
import { StandingService } from '../standing.service';
import { CaseLetters } from './case-letters.service';
import { CasesService } from './cases.service';
import { CaseWork } from './case-work.service';
import type { Letter } from './letter-names';
import { personOf } from './person-of';
import type { PrivacyCase } from './privacy-case.entity';

/** Kind of the job that starts the export or the erasure of an approved case, and of the one that looks how far it is. */
const WORK = 'case.work';
const WATCH = 'case.watch';
const lookAgain = 2_000;

interface Approval {
  accountId: string | null;
  /** What the person is told. */
  words?: string;
}

/** Carries out what was approved. Everything can be done again after a crash. */
@Injectable()
export class CaseExecution implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly letters: CaseLetters,
    private readonly work: CaseWork,
    private readonly standing: StandingService,
    private readonly consents: ConsentsService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle(WORK, ({ caseId }) => this.start(caseId));
    this.outbox.handle(WATCH, ({ work }) => this.watch(work));
  }

  /** At once what takes a moment; an export or an erasure as a job. */
  async begin(one: PrivacyCase, { accountId, words = '' }: Approval): Promise<PrivacyCase> {
    const person = personOf(one);
    switch (one.kind) {
      case 'access':
      case 'portability':
      case 'erasure':
        return this.plan(one, accountId, words);
      case 'restriction':
        if (person) await this.standing.restrict(person, accountId);
        return this.finish(one, 'restricted', accountId, words);
      case 'objection':
        if (person) await this.standing.object(person, one.about as ObjectionPurpose, accountId);
        return this.finish(one, 'objected', accountId, words);
      case 'withdrawal':
        if (person) await this.withdraw(person);
        return this.finish(one, 'withdrawn', accountId, words);
      case 'rectification':
        return this.finish(one, 'rectified', accountId, words);
      case 'question':
        return this.finish(one, 'answered', accountId, words);
    }
  }

  /** Whoever asked by mail gets their last letter before the address is erased with the rest. */
  private async plan(one: PrivacyCase, accountId: string | null, words: string): Promise<PrivacyCase> {
    return this.database.transaction(async (tx) => {
      const executing = await this.cases.move(tx, one, 'executing', { accountId });
      if (one.kind === 'erasure') await this.letters.send(tx, executing, 'erasing', { words });
      await this.look(tx, executing, WORK, 0);
      return executing;
    });
  }

  private async finish(one: PrivacyCase, letter: Letter, accountId: string | null, words: string): Promise<PrivacyCase> {
    return this.database.transaction(async (tx) => {
      const executing = await this.cases.move(tx, one, 'executing', { accountId });
      const done = await this.cases.move(tx, executing, 'complete', { accountId });
      await this.letters.send(tx, done, letter, { words }, accountId ?? undefined);
      return done;
    });
  }

  private async start(caseId: string): Promise<void> {
    const one = await this.cases.byId(caseId);
    if (one?.state !== 'executing' || one.workId) return;
    const person = personOf(one);
    if (!person) return;
    if (one.kind === 'erasure' && (await this.letterUnderWay(one))) return this.again(one, WORK);
    const workId = await this.begun(one, person);
    if (!workId) return;
    await this.database.transaction(async (tx) => {
      await tx.run('UPDATE privacy_case SET work_id = ? WHERE id = ? AND work_id IS NULL', [workId, caseId]);
      await this.lookAt(tx, one, workId, lookAgain / 4);
    });
  }

  private async watch(workId: string): Promise<void> {
    const one = await this.cases.byWork(workId);
    if (!one || !['executing', 'awaiting_recipients'].includes(one.state)) return;
    const progress = await this.work.progressOf(one.kind, workId);
    if (progress === 'failed') return this.onceMore(one);
    const isNews = progress === 'done' || (progress === 'awaiting' && one.state === 'executing');
    await this.database.transaction(async (tx) => {
      if (!isNews) return this.lookAt(tx, one, workId, one.state === 'executing' ? lookAgain : 30 * lookAgain);
      if (progress === 'awaiting') {
        await this.cases.move(tx, one, 'awaiting_recipients');
        return this.lookAt(tx, one, workId, lookAgain);
      }
      const done = await this.cases.move(tx, one, 'complete');
      await this.letters.send(tx, done, one.kind === 'erasure' ? 'erased' : 'exported');
    });
  }

  /** A hold that was put on meanwhile, or a workspace that would have no owner: then the person is told so. */
  private async begun(one: PrivacyCase, person: Person): Promise<string | undefined> {
    try {
      return await (one.kind === 'erasure' ? this.work.erase(person, one.id) : this.work.export(person, one.language));
    } catch (error) {
      if (!(error instanceof ChatError) || !error.code.startsWith('erasure.')) throw error;
      await this.database.transaction(async (tx) => {
        const refused = await this.cases.move(tx, one, 'refused', { change: { refusal: 'obligation' } });
        await this.letters.send(tx, refused, 'refused');
      });
      return undefined;
    }
  }

  private async onceMore(one: PrivacyCase): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.run('UPDATE privacy_case SET work_id = NULL WHERE id = ?', [one.id]);
      await this.look(tx, one, WORK, 60_000);
    });
  }

  private async withdraw({ workspaceId, kind, id }: Person): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.consents.of({ workspaceId, id });
      if (!before?.granted.length) return;
      const choice = { workspaceId, websiteId: null, kind, id, granted: [], denied: before.denied, method: 'choice' as const };
      await this.consents.record(tx, choice);
    });
  }

  /** For an hour: a mail server that does not answer must not keep anybody's data from being erased. */
  private async letterUnderWay({ workspaceId, subjectId, receivedAt }: PrivacyCase): Promise<boolean> {
    if (this.clock.millis() - receivedAt.getTime() > 24 * 3_600_000) return false;
    const sql = "SELECT id FROM mail WHERE workspace_id = ? AND subject_id = ? AND state = 'waiting' AND at > ? LIMIT 1";
    return (await this.database.query(sql, [workspaceId, subjectId, this.clock.millis() - 3_600_000])).length > 0;
  }

  private again(one: PrivacyCase, kind: string): Promise<void> {
    return this.database.transaction((tx) => this.look(tx, one, kind, lookAgain));
  }

  private async look(tx: Transaction, { id: caseId, workspaceId }: PrivacyCase, kind: string, wait: number): Promise<void> {
    await this.outbox.add(tx, { kind, workspaceId, payload: { caseId }, runAt: new Date(this.clock.millis() + wait) });
  }

  /** Names the export or the erasure, not the case: what names a case of the person goes with the person. */
  private async lookAt(tx: Transaction, { workspaceId }: PrivacyCase, work: string, wait: number): Promise<void> {
    await this.outbox.add(tx, { kind: WATCH, workspaceId, payload: { work }, runAt: new Date(this.clock.millis() + wait) });
  }
}
