import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { OutboxService } from '../../outbox/outbox.service';
import type { Subject } from '../plugin-host.types';
import { PersonalDataRequest, type PersonalDataAct } from '../personal-data-request.entity';
import { askAgainIn, mostAttempts, recordsOf } from './personal-data-answers';
import { PersonalDataHolders, type Asked } from './personal-data-holders';

/** Kind of the job that asks one plugin. */
const ASK = 'personal-data.ask';

export type ExportPart =
  | { pluginId: string; outcome: 'done'; records: Record<string, unknown>[] }
  | { pluginId: string; outcome: 'unconfirmed'; trouble: string };

/**
 * The rights of persons, at those who got their data: every plugin of the workspace that the ledger names, whether it is
 * still enabled or not. Nothing counts as done without the plugin's answer.
 */
@Injectable()
export class PersonalDataCalls implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxService,
    private readonly holders: PersonalDataHolders,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle(ASK, ({ request }) => this.ask(request));
  }

  /** What recipients hold, asked now; nothing of it is kept here. */
  async export(workspaceId: string, subject: Subject): Promise<ExportPart[]> {
    const recipients = await this.holders.recipients(this.database, workspaceId, subject);
    return Promise.all(
      recipients.map(async (pluginId): Promise<ExportPart> => {
        const asked = await this.holders.ask(workspaceId, pluginId, subject, 'export', newId(this.clock.millis()));
        const records = 'answer' in asked ? (asked.answer as { records?: unknown } | undefined)?.records : undefined;
        if (Array.isArray(records)) return { pluginId, outcome: 'done', records: records as Record<string, unknown>[] };
        return { pluginId, outcome: 'unconfirmed', trouble: troubleOf(asked) };
      }),
    );
  }

  /**
   * Has every recipient erase, rectify or restrict; part of the transaction that does the same here. A request is asked
   * again for a month while it is unconfirmed.
   * @param only those of the recipients; all of them if left out
   * @returns identifiers of the requests, one for each recipient
   */
  async request(
    tx: Transaction,
    workspaceId: string,
    subject: Subject,
    act: PersonalDataAct,
    only: (pluginId: string) => boolean = () => true,
  ): Promise<string[]> {
    const ids: string[] = [];
    const at = this.clock.now();
    const recipients = await this.holders.recipients({ query: (sql, values) => tx.run(sql, values) }, workspaceId, subject);
    for (const pluginId of recipients.filter(only)) {
      const id = newId(at.getTime());
      const who = { workspaceId, pluginId, subjectKind: subject.kind, subjectId: subject.id };
      const open = { state: 'waiting' as const, records: null, trouble: null, attempts: 0, at, answeredAt: null };
      await tx.manager.insert(PersonalDataRequest, { id, ...who, act, ...open });
      await this.outbox.add(tx, { kind: ASK, workspaceId, payload: { request: id } });
      ids.push(id);
    }
    return ids;
  }

  /** Everything that was asked about somebody, the oldest first. */
  of(workspaceId: string, { id }: Pick<Subject, 'id'>): Promise<PersonalDataRequest[]> {
    return this.database.read.find(PersonalDataRequest, { where: { workspaceId, subjectId: id }, order: { id: 'ASC' } });
  }

  private async ask(id: string): Promise<void> {
    const request = await this.database.read.findOneBy(PersonalDataRequest, { id });
    if (!request || request.state === 'done') return;
    const { workspaceId, pluginId, subjectKind: kind, subjectId, act } = request;
    const asked = await this.holders.ask(workspaceId, pluginId, { kind, id: subjectId }, act, id);
    const records = 'answer' in asked ? recordsOf(act, asked.answer, asked.restricted) : undefined;
    await this.database.transaction((tx) => this.settle(tx, request, records, troubleOf(asked)));
  }

  private async settle(
    tx: Transaction,
    { id, workspaceId, subjectKind, subjectId, attempts: before }: PersonalDataRequest,
    records: number | undefined,
    trouble: string,
  ): Promise<void> {
    const attempts = before + 1;
    const answeredAt = this.clock.now();
    if (records !== undefined || attempts >= mostAttempts)
      tx.afterCommit(() => this.events.publish('copies.answered', { workspaceId, subjectKind, subjectId }));
    if (records !== undefined)
      return void (await tx.manager.update(
        PersonalDataRequest,
        { id },
        { state: 'done', records, trouble: null, attempts, answeredAt },
      ));
    await tx.manager.update(PersonalDataRequest, { id }, { state: 'unconfirmed', trouble, attempts });
    if (attempts >= mostAttempts) return;
    const runAt = new Date(this.clock.millis() + askAgainIn(attempts));
    await this.outbox.add(tx, { kind: ASK, workspaceId, payload: { request: id }, runAt });
  }
}

const troubleOf = (asked: Asked): string => ('trouble' in asked ? asked.trouble : 'answer');
