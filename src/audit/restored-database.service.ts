import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database';
import { AuditService } from './audit.service';
import { serverChain } from './chain.types';
import { isCheckpoint, type Checkpoint } from './checkpoint';
import { CheckpointWitness } from './checkpoint-witness.service';
import { Checkpoints } from './checkpoints.service';

/** Notices that the database is older than what this server signed: a backup was put back, or somebody took the end of the log away. */
@Injectable()
export class RestoredDatabase {
  private readonly logger = new Logger('audit');

  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly checkpoints: Checkpoints,
    private readonly witness: CheckpointWitness,
  ) {}

  /** Before anything is added. Both look the same from here, so an alert is raised either way. */
  async look(): Promise<void> {
    for (const document of this.witness.all().values()) {
      if (!isCheckpoint(document, this.checkpoints.publicKey)) continue;
      const { checkpoint } = document;
      if (await this.isThere(checkpoint)) continue;
      this.logger.warn(
        `The log "${checkpoint.chain}" ends before entry ${checkpoint.place}, which was signed at ${checkpoint.at}.`,
      );
      await this.tell(checkpoint);
    }
  }

  private async isThere({ chain, place, hash }: Checkpoint): Promise<boolean> {
    const sql = `SELECT 1 AS found FROM audit_entry WHERE chain = ? AND place = ? AND hash = ? UNION ALL
      SELECT 1 AS found FROM audit_checkpoint WHERE chain = ? AND kind = 'pruned' AND place >= ? LIMIT 1`;
    return (await this.database.query(sql, [chain, place, hash, chain, place])).length > 0;
  }

  private async tell({ chain, place }: Checkpoint): Promise<void> {
    const known = await this.database.query('SELECT 1 AS found FROM workspace WHERE id = ?', [chain]);
    const workspaceId = known.length ? chain : null;
    const details = { missing: place };
    await this.database.transaction((tx) =>
      this.audit.record(tx, { workspaceId, accountId: null, action: 'backup.restored', target: chain, details }),
    );
    if (!workspaceId && chain !== serverChain) return this.witness.forget(chain);
    await this.checkpoints.issue(chain, 'restored');
  }
}
