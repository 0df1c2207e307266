import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module';
import { AlertsModule } from './accounts/alerts/alerts.module';
import { TeamModule } from './accounts/team/team.module';
import { YouModule } from './accounts/you/you.module';
import { AdminModule } from './admin/admin.module';
import { TranslationModule } from './assist/translation/translation.module';
import { WritingModule } from './assist/writing/writing.module';
import { AnalyticsModule } from './analytics/analytics.module';
import { AuditModule } from './audit/audit.module';
import { AuthModule } from './auth/auth.module';
import { SecondFactorModule } from './auth/second-factor/second-factor.module';
import { ChatModule } from './chat/chat.module';
import { CommonModule } from './common/common.module';
import { HttpModule } from './common/http/http.module';
import { ConfigModule } from './config/config.module';
import type { Settings } from './config/settings';
import { ConsentModule } from './consent/consent.module';
import { AutomationModule } from './automation/automation.module';
import { ConversationsModule } from './conversations/conversations.module';
import { DatabaseModule } from './database/database.module';
import { entities } from './entities';
import { EventsModule } from './events/events.module';
import { NotificationsModule } from './notifications/notifications.module';
import { OperationsModule } from './operations/operations.module';
import { OutboxModule } from './outbox/outbox.module';
import { PluginHostModule } from './plugin-host/plugin-host.module';
import { HoldsModule } from './privacy/holds/holds.module';
import { CasesModule } from './privacy/cases/cases.module';
import { DataMapModule } from './privacy/data-map/data-map.module';
import { NoticeModule } from './privacy/notice/notice.module';
import { LedgerReplay } from './privacy/erasure/ledger-replay.service';
import { PapersModule } from './privacy/papers/papers.module';
import { PrivacyModule } from './privacy/privacy.module';
import { RetentionModule } from './privacy/retention/retention.module';
import { VisitorsModule } from './visitors/visitors.module';
import { WidgetModule } from './widget/widget.module';
import { WorkspacesModule } from './workspaces/workspaces.module';

/** The table of contents: one line per room, in the order of the arrows. */
@Module({})
export class AppModule implements OnModuleInit {
  constructor(private readonly erasures: LedgerReplay) {}

  /** The last of all modules: every room is ready, and nothing has begun yet, no job and no port. */
  async onModuleInit(): Promise<void> {
    await this.erasures.replay();
  }

  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(settings),
        CommonModule,
        HttpModule,
        EventsModule,
        DatabaseModule.with(entities),
        OutboxModule,
        AuditModule,
        AuthModule,
        AccountsModule,
        WorkspacesModule,
        SecondFactorModule,
        TeamModule,
        AlertsModule,
        YouModule,
        ConsentModule,
        PrivacyModule,
        RetentionModule,
        CasesModule,
        HoldsModule,
        DataMapModule,
        NoticeModule,
        PapersModule,
        PluginHostModule,
        VisitorsModule,
        ConversationsModule,
        TranslationModule,
        WritingModule,
        AutomationModule,
        NotificationsModule,
        AnalyticsModule,
        ChatModule,
        WidgetModule,
        AdminModule,
        OperationsModule,
        ...(settings.DEMO ? [import('./demo/demo.module.js').then(({ DemoModule }) => ({ module: DemoModule }))] : []),
      ],
    };
  }
}
