import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import type { EventMap } from '../../events/event-map';
import { OutboxService } from '../../outbox/outbox.service';
import { Copies } from '../copies.service';
import type { Person } from '../privacy.types';
import { Certificates } from './certificates.service';
import { Erasure } from './erasure.entity';
import { ErasureLedger } from './erasure-ledger';
import { Leftovers } from './leftovers';
import { RowEraser } from './row-eraser';

/** Kinds of the jobs that erase, and that look later whether recipients have answered. */
export const ERASE = 'erasure.run';
export const SETTLE = 'erasure.settle';
/** Milliseconds that recipients have to answer while everything that names the person to them is still here. */
const firstAnswers = 15_000;
/** Milliseconds after which an erasure that waits for recipients looks by itself; usually their answer comes before, and is told. */
const lookAgain = 86_400_000;
/** Rounds until nothing more is found. Somebody who keeps writing about the person is not waited for without end. */
const mostRounds = 20;

/** One erasure, from its beginning or from wherever it was left. Every step can be done again. */
@Injectable()
export class ErasureRun {
  constructor(
    private readonly database: Database,
    private readonly ledger: ErasureLedger,
    private readonly eraser: RowEraser,
    private readonly copies: Copies,
    private readonly leftovers: Leftovers,
    private readonly certificates: Certificates,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** @param hurried recipients are asked, and not waited for */
  async run(id: string, hurried = false): Promise<void> {
    const erasure = await this.database.read.findOneBy(Erasure, { id });
    if (!erasure || erasure.state === 'complete') return;
    if (!erasure.subjectId) return this.finish(id, erasure.workspaceId);
    if (erasure.state !== 'running') return;
    const person: Person = { workspaceId: erasure.workspaceId, kind: erasure.subjectKind, id: erasure.subjectId };
    // Before anything goes: from here on a backup of the time before cannot bring it back.
    await this.ledger.add({
      erasure: id,
      kind: person.kind,
      subject: erasure.subjectHash,
      workspace: person.workspaceId,
      at: erasure.at.getTime(),
    });
    this.events.publish('person.erased', { workspaceId: person.workspaceId, subjectKind: person.kind, subjectId: person.id });
    await this.tellRecipients(erasure, person, hurried);
    for (let round = 0; (await this.eraser.eraseAll(id, person)) > 0; round++)
      if (round >= mostRounds) throw new Error('Something about the person keeps being added');
    await this.leftovers.removeSnapshots(id);
    await this.close(id, person);
  }

  /** What recipients answered since; when all have, or nobody asks them any more, the identifier goes, too. */
  async settle(id: string): Promise<void> {
    const erasure = await this.database.read.findOneBy(Erasure, { id });
    if (erasure?.state !== 'awaiting') return;
    if (!erasure.subjectId) return this.finish(id, erasure.workspaceId);
    await this.close(id, { workspaceId: erasure.workspaceId, kind: erasure.subjectKind, id: erasure.subjectId });
  }

  /** Plans a look at erasures that wait for an answer which has come. */
  async answered({ workspaceId, subjectId }: EventMap['copies.answered']): Promise<void> {
    const waiting = await this.database.read.findBy(Erasure, { workspaceId, subjectId, state: 'awaiting' });
    if (!waiting.length) return;
    await this.database.transaction(async (tx) => {
      for (const { id: erasure } of waiting) await this.outbox.add(tx, { kind: SETTLE, workspaceId, payload: { erasure } });
    });
  }

  private async tellRecipients(erasure: Erasure, person: Person, hurried: boolean): Promise<void> {
    const asked = await this.copies.answers(person, erasure.at);
    if (!asked.length) await this.database.transaction((tx) => this.copies.erase(tx, person));
    const until = Date.now() + (hurried ? 0 : firstAnswers);
    while (Date.now() < until && (await this.copies.answers(person, erasure.at)).some(({ state }) => state === 'waiting'))
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  private async close(id: string, person: Person): Promise<void> {
    const open = (await this.copies.answers(person, new Date(0))).some((answer) => answer.open);
    // Asking leaves a line in the register of hand-overs, with the identifier: it goes with the last answer.
    if (!open) await this.eraser.eraseAll(id, person);
    if (open) await this.leftovers.scrub(id);
    const erasure = await this.database.read.findOneByOrFail(Erasure, { id });
    const certificate = await this.certificates.issue(erasure, person, open);
    const before = erasure.certificate && (JSON.parse(erasure.certificate) as typeof certificate);
    const answersAre = (one: typeof certificate) => JSON.stringify(one.certificate.recipients);
    const asBefore = before && open && answersAre(before) === answersAre(certificate);
    await this.database.transaction(async (tx) => {
      const change = { ...(open && { state: 'awaiting' as const }), doneAt: erasure.doneAt ?? this.clock.now() };
      await tx.manager.update(Erasure, { id }, { ...change, ...(!asBefore && { certificate: JSON.stringify(certificate) }) });
      if (!open) return this.eraser.unlinkLast(tx, person);
      const runAt = new Date(this.clock.millis() + lookAgain);
      await this.outbox.add(tx, { kind: SETTLE, workspaceId: person.workspaceId, payload: { erasure: id }, runAt });
      const news = { workspaceId: person.workspaceId, erasureId: id, state: 'awaiting' as const };
      tx.afterCommit(() => this.events.publish('erasure.changed', news));
    });
    if (!open) await this.finish(id, person.workspaceId);
  }

  /** The identifier is emptied by now, and here it leaves the files of the database, too. */
  private async finish(id: string, workspaceId: string): Promise<void> {
    await this.leftovers.scrub(id);
    await this.database.transaction(async (tx) => {
      // Two answers at once: it is completed once.
      const done = await tx.run("UPDATE erasure SET state = 'complete' WHERE id = ? AND state <> 'complete' RETURNING id", [id]);
      if (!done.length) return;
      await this.audit.record(tx, { workspaceId, accountId: null, action: 'erasure.completed', target: id });
      tx.afterCommit(() => this.events.publish('erasure.changed', { workspaceId, erasureId: id, state: 'complete' }));
    });
  }
}
