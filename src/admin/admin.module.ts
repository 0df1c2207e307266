import { AccountsModule } from '../accounts/accounts.module';
import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { AuditController } from './audit/audit.controller';
import { AuditExport } from './audit/audit-export';
import { AuditPage } from './audit/audit-page';
import { AuditWords } from './audit/audit-words';
import { ShellMiddleware } from './shell/shell.middleware';
import { ShellService } from './shell/shell.service';
import './stored-keys';
import { SiteController } from './site.controller';
import { StyleguideController } from './styleguide.controller';
import { OwnDataController } from './your-data/own-data.controller';
import { OwnData } from './your-data/own-data.service';

@Module({
  imports: [AccountsModule, WorkspacesModule, ConversationsModule],
  controllers: [AuditController, OwnDataController, SiteController, StyleguideController],
  providers: [AuditExport, AuditPage, AuditWords, OwnData, ShellService],
})
export class AdminModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(ShellMiddleware).forRoutes('{*path}');
  }
}
