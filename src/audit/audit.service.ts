import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Clock } from '../common/clock';
import { newId } from '../common/ids';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { AuditEntry } from './audit-entry.entity';

export interface Act {
  workspaceId: string | null;
  accountId: string | null;
  action: string;
  target: string;
  /** Codes and identifiers only: what somebody wrote or is called has no place here. */
  details?: Record<string, string | number | boolean | string[]>;
}

/** The log of acts: an entry is part of the transaction that it tells of. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async record(tx: Transaction, { details = {}, ...act }: Act): Promise<void> {
    const at = this.clock.now();
    await tx.manager.insert(AuditEntry, { id: newId(at.getTime()), ...act, details: JSON.stringify(details), at });
  }

  /** The newest first; `before` is the last id of the page before. */
  list(workspaceId: string, limit: number, before?: string): Promise<AuditEntry[]> {
    const where = { workspaceId, ...(before && { id: LessThan(before) }) };
    return this.database.read.find(AuditEntry, { where, order: { id: 'DESC' }, take: limit });
  }
}
