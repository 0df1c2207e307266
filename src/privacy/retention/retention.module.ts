import { Global, Module } from '@nestjs/common';
import { OutboxModule } from '../../outbox/outbox.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { LoneAccounts } from './lone-accounts.service';
import { LogPruning } from './log-pruning';
import { NightlyPurge } from './nightly.service';
import { Purge } from './purge.service';
import { RetentionSchedule } from './retention-schedule.service';
import { RetentionViews } from './retention-views.service';
import { RetentionController } from './retention.controller';
import { Sweep } from './sweep.service';

const shared = [Purge, RetentionSchedule, RetentionViews];

/** How long data is kept, and its end. */
@Global()
@Module({
  imports: [OutboxModule, WorkspacesModule],
  controllers: [RetentionController],
  providers: [...shared, LoneAccounts, LogPruning, NightlyPurge, Sweep],
  exports: shared,
})
export class RetentionModule {}
