import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { ProactiveController } from './proactive/proactive.controller';
import { ProactiveMessages } from './proactive/proactive-messages.service';
import { ProactiveOffers } from './proactive/proactive-offers.service';
import { ProactivePage } from './proactive/proactive-page';

@Module({
  imports: [ConversationsModule, WorkspacesModule],
  controllers: [ProactiveController],
  providers: [ProactiveMessages, ProactiveOffers, ProactivePage],
  exports: [ProactiveOffers],
})
export class AutomationModule {}
