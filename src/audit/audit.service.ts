import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { originOf, type Traces } from '../common/http/traces';
import { newId, randomToken } from '../common/ids';
import type { Transaction } from '../database/transaction';
import { OutboxService } from '../outbox/outbox.service';
import { AuditEntry } from './audit-entry.entity';
import { AuditOrigin } from './audit-origin.entity';
import { chainOf, commitmentTo } from './chain.types';
import { ChainEnds } from './chain-ends.service';

export interface Act {
  workspaceId: string | null;
  accountId: string | null;
  action: string;
  target: string;
  /** Codes and identifiers only: what somebody wrote or is called has no place here. */
  details?: Record<string, string | number | boolean | string[]>;
  /** Of the request, where somebody of the team acts; visitors' are not looked at. */
  from?: Traces;
  /** Whose account was tried, where nobody knows who tried it: it is theirs to know from where. */
  concerns?: string;
}

/** An act that is written with its transaction. */
export type NewEntry = Omit<AuditEntry, 'place' | 'previous' | 'hash'>;

/** Kind of the job that looks at an act which may be a reason for an alert. */
export const JUDGE = 'alert.judge';

/** The log of acts: an entry is part of the transaction that it tells of. */
@Injectable()
export class AuditService {
  private readonly watched = new Set<string>();
  private readonly pending = new WeakMap<Transaction, NewEntry[]>();

  constructor(
    private readonly clock: Clock,
    private readonly ends: ChainEnds,
    private readonly outbox: OutboxService,
  ) {}

  /** Acts that somebody looks at afterwards, whatever happens to the process. */
  watch(actions: readonly string[]): void {
    for (const action of actions) this.watched.add(action);
  }

  /** Written when everything else of the transaction is. */
  async record(tx: Transaction, { workspaceId, accountId, action, target, details = {}, from, concerns }: Act): Promise<void> {
    const at = this.clock.now();
    const id = newId(at.getTime());
    const commitment = from
      ? await this.keepOrigin(tx, { id, workspaceId, accountId: accountId ?? concerns ?? null, at }, from)
      : '';
    const said = { id, workspaceId, accountId, action, target, details: JSON.stringify(details), at, commitment };
    if (this.watched.has(action)) await this.outbox.add(tx, { kind: JUDGE, payload: { entry: id }, workspaceId });
    this.writeLast(tx, { ...said, chain: chainOf(workspaceId) });
  }

  private writeLast(tx: Transaction, entry: NewEntry): void {
    const waiting = this.pending.get(tx);
    if (waiting) return void waiting.push(entry);
    const entries = [entry];
    this.pending.set(tx, entries);
    tx.beforeCommit(async () => {
      this.pending.delete(tx);
      await this.ends.append(tx, entries);
    });
  }

  private async keepOrigin(
    tx: Transaction,
    entry: Pick<AuditOrigin, 'id' | 'workspaceId' | 'accountId' | 'at'>,
    from: Traces,
  ): Promise<string> {
    const [origin, salt] = [await originOf(from), randomToken()];
    await tx.manager.insert(AuditOrigin, { ...entry, ...origin, salt });
    return commitmentTo(origin, salt);
  }
}
