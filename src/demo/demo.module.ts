import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { AuthModule } from '../auth/auth.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { DemoAccess } from './demo-access';
import { DemoConversations } from './demo-conversations';
import { DemoStatistics } from './demo-statistics';
import { DemoService } from './demo.service';
import { DemoWorkspace } from './demo-workspace';
import { ShopController } from './shop.controller';

/** Only there with `npm start -- --demo`. */
@Module({
  imports: [AuthModule, AccountsModule, WorkspacesModule, ConversationsModule],
  controllers: [ShopController],
  providers: [DemoService, DemoWorkspace, DemoConversations, DemoStatistics, DemoAccess],
})
export class DemoModule {}
