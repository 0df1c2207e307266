import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { AuditService } from '../../audit/audit.service';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId, randomToken } from '../../common/ids';
import { hashOfToken } from '../../common/token-hash';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { OutboxService } from '../../outbox/outbox.service';
import { RowWatch } from '../erasure/row-watch.service';
import type { Person } from '../privacy.types';
import { DataExport } from './data-export.entity';
import { ExportFiles } from './export-files';
import { ExportRun } from './export-run';

/** Kinds of the jobs that make an export, and that remove it. */
const EXPORT = 'export.run';
const EXPIRE = 'export.expire';
const day = 86_400_000;
/** Days that an export can be fetched. */
export const exportDays = 7;
/** Milliseconds that an address is good, once. */
const ticketLife = 120_000;

/** Copies of everything that is held of somebody, for them (Art. 15 and 20 GDPR): made by a job, fetched once per address, gone after days. */
@Injectable()
export class ExportService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly runs: ExportRun,
    private readonly files: ExportFiles,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    watch: RowWatch,
  ) {
    watch.register('DataExport', {
      remove: async (rows) => {
        for (const { id } of rows) await this.files.remove(id as string);
        return { export_files: rows.length };
      },
    });
  }

  async onModuleInit(): Promise<void> {
    this.outbox.handle(EXPORT, ({ exportId }, { attempts }) => this.runs.run(exportId, attempts));
    this.outbox.handle(EXPIRE, ({ exportId }) => this.expire(exportId));
    await this.sweep();
  }

  /**
   * One that is under way or was made within the last hour is given again.
   *
   * @param language what its readable page is written in; BCP 47
   * @param askedBy the account that had it made; null for the person themselves
   */
  async begin(person: Person, language: string, askedBy: string | null = null): Promise<string> {
    const { workspaceId, kind: subjectKind, id: subjectId } = person;
    return this.database.transaction(async (tx) => {
      if (this.database.isPostgres) await tx.run('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`export ${subjectId}`]);
      const known = await tx.manager.findOne(DataExport, {
        where: { workspaceId, subjectId, language, state: In(['waiting', 'running']) },
        order: { id: 'DESC' },
      });
      if (known) return known.id;
      const at = this.clock.now();
      const id = newId(at.getTime());
      const expiresAt = new Date(at.getTime() + exportDays * day);
      const fresh = { state: 'waiting' as const, done: 0, total: 0, size: 0, ticketHash: null, ticketUntil: null, readyAt: null };
      const row = { id, workspaceId, subjectKind, subjectId, language, askedBy, at, expiresAt, ...fresh };
      await tx.manager.insert(DataExport, row);
      await this.audit.record(tx, { workspaceId, accountId: askedBy, action: 'export.begun', target: id });
      await this.outbox.add(tx, { kind: EXPORT, workspaceId, payload: { exportId: id } });
      await this.outbox.add(tx, { kind: EXPIRE, workspaceId, payload: { exportId: id }, runAt: expiresAt });
      return id;
    });
  }

  /** The person's exports, the newest first. */
  of({ workspaceId, id }: Pick<Person, 'workspaceId' | 'id'>): Promise<DataExport[]> {
    return this.database.read.find(DataExport, { where: { workspaceId, subjectId: id }, order: { id: 'DESC' }, take: 20 });
  }

  /** @throws ChatError export.not_found */
  async find(id: string): Promise<DataExport> {
    const found = await this.database.read.findOneBy(DataExport, { id });
    if (!found || found.state === 'gone') throw new ChatError('export.not_found');
    return found;
  }

  /**
   * An address for one download within two minutes, for whoever has shown to be this person: a browser that follows a link
   * cannot show a token.
   *
   * @throws ChatError export.not_found also for somebody else's; export.not_ready
   */
  async ticket(
    { workspaceId, id: subjectId }: Pick<Person, 'workspaceId' | 'id'>,
    id: string,
  ): Promise<{ path: string; until: Date }> {
    const found = await this.find(id);
    if (found.subjectId !== subjectId || found.workspaceId !== workspaceId) throw new ChatError('export.not_found');
    if (found.state !== 'ready') throw new ChatError('export.not_ready');
    const ticket = randomToken(192);
    const until = new Date(this.clock.millis() + ticketLife);
    await this.database.transaction((tx) =>
      tx.manager.update(DataExport, { id }, { ticketHash: hashOfToken(ticket), ticketUntil: until }),
    );
    return { path: `/exports/${ticket}`, until };
  }

  /** What an address opens; it opens nothing a second time. @throws ChatError export.not_found */
  async redeem(ticket: string): Promise<DataExport> {
    const found = await this.database.transaction((tx) => this.take(tx, hashOfToken(ticket)));
    if (!found || !(await this.files.has(found.id))) throw new ChatError('export.not_found');
    return found;
  }

  private async take(tx: Transaction, ticketHash: string): Promise<DataExport | undefined> {
    const sql =
      "UPDATE data_export SET ticket_hash = NULL WHERE ticket_hash = ? AND ticket_until > ? AND state = 'ready' RETURNING id";
    const [row] = await tx.run<{ id: string }>(sql, [ticketHash, this.clock.millis()]);
    if (!row) return undefined;
    const found = await tx.manager.findOneByOrFail(DataExport, { id: row.id });
    const { workspaceId, subjectKind, askedBy } = found;
    const accountId = subjectKind === 'account' ? found.subjectId : askedBy;
    await this.audit.record(tx, { workspaceId, accountId, action: 'export.fetched', target: found.id });
    return found;
  }

  private async expire(id: string): Promise<void> {
    await this.files.remove(id);
    await this.database.transaction((tx) => tx.run('DELETE FROM data_export WHERE id = ?', [id]));
  }

  /** Files without a row were left by a process that was killed, or are older than the database that was put back. */
  private async sweep(): Promise<void> {
    const late = await this.database.read.findBy(DataExport, { expiresAt: LessThan(this.clock.now()) });
    for (const { id } of late) await this.expire(id);
    for (const id of await this.files.list())
      if (!(await this.database.read.existsBy(DataExport, { id }))) await this.files.remove(id);
  }
}
