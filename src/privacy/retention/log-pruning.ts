import { Injectable } from '@nestjs/common';
import { AuditEntry } from '../../audit/audit-entry.entity';
import { Checkpoints } from '../../audit/checkpoints.service';
import { RowWatch } from '../erasure/row-watch.service';

/** Before the oldest of the log of acts goes, a signed checkpoint says so: the rest is checked from there. */
@Injectable()
export class LogPruning {
  constructor(checkpoints: Checkpoints, watch: RowWatch) {
    watch.register(AuditEntry.name, { cut: (workspaceId, place) => checkpoints.prune(workspaceId, place) });
  }
}
