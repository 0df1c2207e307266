import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AutomationModule } from '../automation/automation.module';
import { BansModule } from '../bans/bans.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { VisitorsModule } from '../visitors/visitors.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import './stored-keys';
import { VisitorPoll } from './visitor-poll';
import { WidgetConfig } from './widget-config';
import { WidgetController } from './widget.controller';
import { WidgetOrigin } from './widget-origin';
import { WidgetParts } from './widget-parts';
import { WidgetVisitor } from './widget-visitor';
import { YourDataController } from './your-data/your-data.controller';
import { YourData } from './your-data/your-data.service';

@Module({
  imports: [WorkspacesModule, VisitorsModule, ConversationsModule, BansModule, AutomationModule],
  controllers: [YourDataController, WidgetController],
  providers: [WidgetOrigin, WidgetVisitor, WidgetConfig, WidgetParts, VisitorPoll, YourData],
})
export class WidgetModule implements NestModule {
  constructor(private readonly origin: WidgetOrigin) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((request: Request, response: Response, next: NextFunction) => {
        this.origin.open(request, response);
        next();
      })
      .forRoutes('widget/v1/*door');
  }
}
