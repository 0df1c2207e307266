import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { VisitorsModule } from '../visitors/visitors.module';
import { BanList } from './ban-list.service';
import { BanPages } from './ban-pages.service';
import { BansController } from './bans.controller';
import { BansService } from './bans.service';
import { ConversationBanController } from './conversation-ban.controller';

@Module({
  imports: [VisitorsModule, ConversationsModule],
  controllers: [BansController, ConversationBanController],
  providers: [BansService, BanList, BanPages],
  exports: [BanList],
})
export class BansModule {}
