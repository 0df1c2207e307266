import { Injectable } from '@nestjs/common';
import { LessThanOrEqual, MoreThan } from 'typeorm';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { newId } from '../common/ids';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { OutboxJob } from './outbox-job.entity';

/** Identifiers only: what they stand for is read when the job runs, and erased data is not found in a queue. */
export type JobPayload = Record<string, string>;
/** `attempts` counts this one too. */
export type JobHandler = (
  payload: JobPayload,
  job: { id: string; workspaceId: string | null; attempts: number },
) => Promise<void>;

export interface NewJob {
  kind: string;
  payload: JobPayload;
  workspaceId: string | null;
  /** Now, if left out. */
  runAt?: Date;
}

/** Work that must happen once a transaction is on disk, whatever happens to the process: at least once, so make it repeatable. */
@Injectable()
export class OutboxService {
  private readonly handlers = new Map<string, JobHandler>();
  /** Set by the runner: there may be something to do. */
  wake: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Says who does a kind of work; once, when a room starts. */
  handle(kind: string, handler: JobHandler): void {
    if (this.handlers.has(kind)) throw new Error(`Two handlers for jobs of the kind "${kind}".`);
    this.handlers.set(kind, handler);
  }

  handlerOf(kind: string): JobHandler | undefined {
    return this.handlers.get(kind);
  }

  get kinds(): string[] {
    return [...this.handlers.keys()];
  }

  /** Adds work to what the transaction does: neither happens without the other. */
  async add(tx: Transaction, { kind, payload, workspaceId, runAt = this.clock.now() }: NewJob): Promise<string> {
    const id = newId(this.clock.millis());
    const job = {
      id,
      workspaceId,
      kind,
      payload: JSON.stringify(payload),
      state: 'waiting' as const,
      attempts: 0,
      runAt,
      error: null,
    };
    await tx.manager.insert(OutboxJob, job);
    tx.afterCommit(() => this.wake());
    return id;
  }

  /** What is due, was tried or was given up, of one workspace: the newest first. What is planned for later concerns nobody yet. */
  list(workspaceId: string, limit: number): Promise<OutboxJob[]> {
    const due = { workspaceId, runAt: LessThanOrEqual(this.clock.now()) };
    return this.database.read.find(OutboxJob, {
      where: [due, { workspaceId, attempts: MoreThan(0) }, { workspaceId, state: 'dead' }],
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** Starts over with a job that was given up. */
  async retry(workspaceId: string, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const sql = `UPDATE outbox_job SET state = 'waiting', attempts = 0, run_at = ? WHERE id = ? AND workspace_id = ? AND state = 'dead' RETURNING id`;
      const [job] = await tx.run(sql, [this.clock.millis(), id, workspaceId]);
      if (!job) throw new ChatError('job.not_found');
      tx.afterCommit(() => this.wake());
    });
  }
}
