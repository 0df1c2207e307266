import { Global, Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module';
import { AuditList } from './audit-list.service';
import { AuditNight } from './audit-night.service';
import { AuditService } from './audit.service';
import { ChainCheck } from './chain-check.service';
import { ChainEnds } from './chain-ends.service';
import { ChainExport } from './chain-export.service';
import { CheckpointWitness } from './checkpoint-witness.service';
import { Checkpoints } from './checkpoints.service';
import { RestoredDatabase } from './restored-database.service';
import { ServerLogPruning } from './server-log-pruning.service';

const shared = [AuditService, AuditList, Checkpoints, ChainCheck, ChainExport];

@Global()
@Module({
  imports: [OutboxModule],
  providers: [...shared, AuditNight, ChainEnds, CheckpointWitness, RestoredDatabase, ServerLogPruning],
  exports: shared,
})
export class AuditModule {}
