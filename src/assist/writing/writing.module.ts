import { Module } from '@nestjs/common';
import { ConversationsModule } from '../../conversations/conversations.module';
import { VisitorsModule } from '../../visitors/visitors.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { Speller } from './spelling/speller';
import { SpellingHelp } from './spelling/spelling-help.service';
import { WritingHelp } from './writing-help.service';
import { WritingMenu } from './writing-menu';
import { WritingNames } from './writing-names';
import { WritingPreferences } from './writing-preferences';
import { WritingSettingsController } from './writing-settings.controller';
import { WritingController } from './writing.controller';

@Module({
  imports: [ConversationsModule, VisitorsModule, WorkspacesModule],
  controllers: [WritingController, WritingSettingsController],
  providers: [WritingHelp, WritingMenu, WritingNames, WritingPreferences, Speller, SpellingHelp],
})
export class WritingModule {}
