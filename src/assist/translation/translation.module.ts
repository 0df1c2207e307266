import { Module } from '@nestjs/common';
import { ConversationsModule } from '../../conversations/conversations.module';
import { VisitorsModule } from '../../visitors/visitors.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { ConversationLanguages } from './conversation-languages';
import { ConversationTranslationController } from './conversation-translation.controller';
import { LiveTranslation } from './live-translation';
import { Lookers } from './lookers';
import { Orders } from './orders';
import { ReadingController } from './reading.controller';
import { ReadingLanguages } from './reading-languages';
import { Scenes } from './scenes';
import { TranslationController } from './translation.controller';
import { TranslationSettingsService } from './translation-settings.service';
import { TranslationStore } from './translation-store';
import { TranslationSwitches } from './translation-switches';
import { TranslationsService } from './translations.service';
import { Translator } from './translator';

@Module({
  imports: [WorkspacesModule, VisitorsModule, ConversationsModule],
  controllers: [TranslationController, ReadingController, ConversationTranslationController],
  providers: [
    TranslationSwitches,
    TranslationSettingsService,
    ReadingLanguages,
    ConversationLanguages,
    Scenes,
    Lookers,
    TranslationStore,
    Translator,
    Orders,
    LiveTranslation,
    TranslationsService,
  ],
  exports: [TranslationsService],
})
export class TranslationModule {}
