import { Module } from '@nestjs/common';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { Counter } from './counting/counter';
import { CounterStore } from './counting/counter-store';
import { FeedRefusals } from './feed/feed-refusals';
import { FeedRun } from './feed/feed-run';
import { FeedSender } from './feed/feed-sender';
import { FeedStore } from './feed/feed-store';
import { FeedWithdrawal } from './feed/feed-withdrawal';
import { FeedWriter } from './feed/feed-writer';
import { ReportPage } from './report/report-page';
import { StatisticsController } from './report/statistics.controller';
import { StatisticsService } from './statistics.service';

@Module({
  imports: [WorkspacesModule],
  controllers: [StatisticsController],
  providers: [
    Counter,
    CounterStore,
    FeedWriter,
    FeedStore,
    FeedRefusals,
    FeedRun,
    FeedWithdrawal,
    FeedSender,
    ReportPage,
    StatisticsService,
  ],
})
export class AnalyticsModule {}
